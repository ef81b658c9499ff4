package io.quittance.local.command;

import io.quittance.local.launch.Layout;
import io.quittance.local.launch.RunningPlatform;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Empties the directory of an earlier demo, and touches no other.
final class CleanDirectory {

  private static final String MARKER = "run";

  private CleanDirectory() {}

  /// Stops what still runs on the directory and deletes what is in it.
  ///
  /// @throws CommandFailedException when it holds something that is no platform's data
  static void prepare(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      if (!isEmpty(directory) && !Files.isDirectory(directory.resolve(MARKER))) {
        throw new CommandFailedException(
            directory + " is not empty and holds no platform's data: choose another --data");
      }
      new RunningPlatform(Layout.of(directory)).stop();
      delete(directory);
    }
    Files.createDirectories(directory.resolve(MARKER));
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
