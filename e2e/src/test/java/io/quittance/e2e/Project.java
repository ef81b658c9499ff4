package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Gives access to the checked-out project and runs programs in it.
final class Project {

  private Project() {}

  /// Returns the nearest directory above the working directory that holds `mvnw`.
  static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      Path parent = directory.getParent();
      if (parent == null) {
        throw new IllegalStateException(
            "No mvnw in any directory above " + Path.of("").toAbsolutePath());
      }
      directory = parent;
    }
    return directory;
  }

  /// Returns the directory of the built services: this project, or the value of the system property
  /// `quittance.home`.
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

  /// Returns whether a program is on the PATH.
  static boolean has(String program) {
    for (String directory : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }

  /// The exit status and output of a program.
  record Output(int status, String text) {}

  /// Runs a program in a directory with the given standard input and kills it after two minutes.
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

  /// Installs the npm packages of `src/test/NAME` below `target` and runs its `check.mjs` with the
  /// given standard input. Skips the test when npm or node is missing.
  static Output nodeCheck(String name, String input) {
    assumeTrue(has("npm") && has("node"), "skipped: needs npm and node (Debian: nodejs, npm)");
    Path work = root().resolve("e2e/target").resolve(name);
    String install =
        "mkdir -p '%1$s' && cp package.json check.mjs '%1$s' && cd '%1$s' && npm install --no-audit --no-fund"
            .formatted(work);
    Output installed =
        run(root().resolve("e2e/src/test").resolve(name), "", List.of("sh", "-c", install));
    assertEquals(0, installed.status(), installed.text());
    return run(work, input, List.of("node", "check.mjs"));
  }
}
