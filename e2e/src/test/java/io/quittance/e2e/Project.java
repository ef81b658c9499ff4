package io.quittance.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The checked-out project, and the programs that tests run in it.
final class Project {

  private Project() {}

  /// The directory that holds `mvnw`, found upwards from the working directory.
  static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      Path parent = directory.getParent();
      if (parent == null) {
        throw new IllegalStateException("not inside the project");
      }
      directory = parent;
    }
    return directory;
  }

  /// Where the built services are: this project, or what the system property `quittance.home`
  /// names.
  static Path services() {
    return Path.of(System.getProperty("quittance.home", root().toString()));
  }

  static String read(String path) {
    try {
      return Files.readString(root().resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a program is on the PATH.
  static boolean has(String program) {
    for (String directory : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }

  /// What a finished program said.
  record Output(int status, String text) {}

  /// Runs a program in a directory of the project, with some input, and kills it after two minutes.
  static Output run(Path directory, String input, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      var _ =
          process
              .onExit()
              .orTimeout(2, TimeUnit.MINUTES)
              .exceptionally(
                  _ -> {
                    process.destroyForcibly();
                    return process;
                  });
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return new Output(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
