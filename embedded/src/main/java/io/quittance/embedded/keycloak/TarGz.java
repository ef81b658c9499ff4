package io.quittance.embedded.keycloak;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/// Unpacks a `tar.gz` archive of directories and regular files.
final class TarGz {
  private static final int OWNER_EXECUTES = 0100;

  private TarGz() {}

  /// Strips the first directory from each entry's name.
  ///
  /// @throws EOFException when the archive ends too early
  /// @throws ZipException when it is not a tar archive compressed with gzip
  /// @throws IOException when an entry would be written outside the target directory, when it
  ///   cannot be written, or when this thread is interrupted
  static void unpack(Path archive, Path target) throws IOException {
    Files.createDirectories(target);
    try (var tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
      for (var entry = next(tar); entry != null; entry = next(tar)) {
        if (Thread.interrupted()) {
          throw new InterruptedIOException("interrupted");
        }
        unpack(tar, entry, target);
      }
    }
  }

  private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
    try {
      return tar.getNextEntry();
    } catch (EOFException | ZipException e) {
      throw e;
    } catch (IOException e) {
      var noArchive = new ZipException("it is not a tar archive: " + e.getMessage());
      noArchive.initCause(e);
      throw noArchive;
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    int slash = entry.getName().indexOf('/');
    Path path = target.resolve(entry.getName().substring(slash + 1)).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("Archive entry outside the target directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
    } else if (entry.isFile()) {
      Files.createDirectories(path.getParent());
      Files.copy(tar, path);
      if ((entry.getMode() & OWNER_EXECUTES) != 0) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
