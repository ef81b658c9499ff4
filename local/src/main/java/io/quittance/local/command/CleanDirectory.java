package io.quittance.local.command;

import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Leftovers;
import io.quittance.local.option.CommandFailedException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Empties the data directory of an earlier demo. Refuses any other directory.
final class CleanDirectory {

  private static final String MARKER = "run";

  private CleanDirectory() {}

  /// Stops what a killed launcher left behind on the directory and deletes its contents.
  ///
  /// @throws CommandFailedException when a platform is running on it, or it contains something that
  ///   is not the data of a platform
  static void prepare(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      if (!isEmpty(directory) && !Files.isDirectory(directory.resolve(MARKER))) {
        throw new CommandFailedException(
            directory
                + " is not empty and does not contain the data of a platform: choose another directory with --data");
      }
      refuseRunning(directory);
      List<String> stopped = new Leftovers(Layout.of(directory)).stop();
      if (!stopped.isEmpty()) {
        System.err.println(
            "Stopped processes that an earlier run left behind: " + String.join(", ", stopped));
      }
      delete(directory);
    }
    Files.createDirectories(directory.resolve(MARKER));
  }

  private static void refuseRunning(Path directory) {
    Leftovers leftovers = new Leftovers(Layout.of(directory));
    leftovers
        .launcher()
        .ifPresent(
            launcher -> {
              throw new CommandFailedException(leftovers.running(launcher));
            });
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.findAny().isEmpty();
    }
  }

  private static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
