package io.quittance.e2e.faults;

import io.quittance.e2e.faults.platform.SmallDisk;
import io.quittance.embedded.postgres.EmbeddedPostgres;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Leftovers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The directory of one fault run, for this process alone until it is closed. Its files stay.
final class FaultDirectory implements AutoCloseable {

  /// Marks a directory as one that this class may empty; its lock is held by the run that uses it.
  private static final String MARKER = "of-the-fault-laboratory";

  private final Path path;
  private final FileChannel channel;

  private FaultDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Makes the directory, or stops what a killed run left behind there and empties it.
  ///
  /// @throws IOException when another run uses it, or something else is in it
  static FaultDirectory emptied(Path path) throws IOException {
    Path marker = path.resolve(MARKER);
    if (Files.exists(path) && !Files.exists(marker)) {
      throw new IOException(
          path + " was not made by this command: choose another directory with --data");
    }
    Files.createDirectories(path);
    FileChannel channel =
        FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new IOException("Another run uses " + path + ": choose another directory with --data");
    }
    stopLeftovers(path);
    for (Path child : children(path)) {
      if (!child.equals(marker)) {
        delete(child);
      }
    }
    return new FaultDirectory(path, channel);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /// Processes that a fault added have directories of their own inside.
  private static void stopLeftovers(Path path) throws IOException {
    for (Path child : children(path)) {
      if (Files.isDirectory(child.resolve("run"))) {
        new Leftovers(Layout.of(child)).stop();
      }
    }
    new Leftovers(Layout.of(path)).stop();
    Path disk = path.resolve(SmallDisk.DIRECTORY);
    if (Files.exists(disk)) {
      EmbeddedPostgres.stopLeftover(disk.resolve("postgres"));
      SmallDisk.unmount(disk);
    }
  }

  private static List<Path> children(Path path) throws IOException {
    try (Stream<Path> children = Files.list(path)) {
      return children.toList();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
