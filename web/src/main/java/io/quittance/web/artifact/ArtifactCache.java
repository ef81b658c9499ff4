package io.quittance.web.artifact;

import io.quittance.core.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Keeps artefacts on disk as `<sha256>.zip`. A file that is too large or does not match its digest
/// counts as absent, so a damaged cache only costs another download. Several processes may share
/// the directory. Nothing is evicted.
public final class ArtifactCache {

  private final Path directory;
  private final long maxBytes;

  /// @param maxBytes the largest file that is read
  public ArtifactCache(Path directory, long maxBytes) {
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  /// Returns the verified bytes of an artefact, if they are kept. Text that is no digest is never
  /// kept.
  public Optional<byte[]> find(String sha256) throws IOException {
    if (!Download.isDigest(sha256)) {
      return Optional.empty();
    }
    Path file = file(sha256);
    if (!Files.isRegularFile(file) || Files.size(file) > maxBytes) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    return Sha256.hex(bytes).equals(sha256) ? Optional.of(bytes) : Optional.empty();
  }

  /// Keeps an artefact, whole or not at all.
  ///
  /// @param sha256 the digest of `bytes`, already verified
  /// @throws IllegalArgumentException unless `sha256` is 64 lower-case hexadecimal digits
  public void keep(String sha256, byte[] bytes) throws IOException {
    Path file = file(Download.requireDigest(sha256));
    Files.createDirectories(directory);
    Path part = Files.createTempFile(directory, "artifact", ".part");
    try {
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path file(String sha256) {
    return directory.resolve(sha256 + ".zip");
  }
}
