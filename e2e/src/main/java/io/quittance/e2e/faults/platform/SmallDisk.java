package io.quittance.e2e.faults.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A file system of its own in memory, which can be filled. Not thread-safe.
public final class SmallDisk implements AutoCloseable {

  /// The usual name of its directory.
  public static final String DIRECTORY = "disk";

  private static final int BLOCK = 64 * 1024;

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /// Returns why there can be none on this machine; empty when there can.
  public static Optional<String> obstacle() {
    return run(List.of("sh", "-c", "test $(id -u) = 0 && command -v mount && command -v umount"))
        ? Optional.empty()
        : Optional.of("a small file system needs root and mount");
  }

  /// Mounts a disk on a directory.
  ///
  /// @throws IOException when the system does not allow it
  static SmallDisk mount(Path directory, int mebibytes) throws IOException {
    Files.createDirectories(directory);
    String options = "size=%dm,mode=0777".formatted(mebibytes);
    if (!run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString()))) {
      throw new IOException("A small file system cannot be mounted on " + directory);
    }
    return new SmallDisk(directory);
  }

  Path directory() {
    return directory;
  }

  /// Writes until there is no room.
  public void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(ballast())) {
      while (Files.getFileStore(directory).getUsableSpace() > 0) {
        out.write(block);
      }
    } catch (IOException _) {
      // No space left on the device: that is what was wanted.
    }
  }

  /// Deletes what [#fill] wrote.
  public void makeRoom() throws IOException {
    Files.deleteIfExists(ballast());
  }

  @Override
  public void close() {
    unmount(directory);
  }

  /// Unmounts what a killed run left behind, if anything.
  public static void unmount(Path directory) {
    run(List.of("umount", "--lazy", directory.toString()));
  }

  private Path ballast() {
    return directory.resolve("ballast");
  }

  private static boolean run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
