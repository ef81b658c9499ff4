package io.quittance.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A virtual environment of Python with packages of PyPI, for tests with clients of others. It is
/// installed once and kept. Where it cannot be installed, the test is skipped.
public final class PythonEnvironment {

  private static final long PATIENCE_MINUTES = 15;

  private final Path python;

  private PythonEnvironment(Path python) {
    this.python = python;
  }

  /// Returns an environment, which is installed first if need be.
  ///
  /// @param directory of the environment; kept
  /// @param packages as pip names them, with their versions
  public static PythonEnvironment of(Path directory, List<String> packages) {
    Path environment = directory.toAbsolutePath();
    Path python = environment.resolve("bin/python");
    Path done = environment.resolve("installed");
    if (!Files.exists(done)) {
      try {
        Files.createDirectories(environment);
        Path output = environment.resolve("pip.out");
        List<String> pip = new ArrayList<>();
        pip.addAll(List.of(python.toString(), "-m", "pip", "install", "--quiet"));
        pip.addAll(packages);
        boolean installed =
            runs(List.of("python3", "-m", "venv", environment.toString()), output)
                && runs(pip, output);
        assumeTrue(
            installed,
            () -> "skipped: needs python3 with venv, and pip with PyPI in reach: " + read(output));
        Files.createFile(done);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new PythonEnvironment(python);
  }

  /// Returns a command that runs a script; the caller sets environment, directory and output.
  public ProcessBuilder script(Path script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(python.toString());
    command.add(script.toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private static boolean runs(List<String> command, Path output) {
    try {
      return run(new ProcessBuilder(command), output, output.resolveSibling("pip.err")) == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  /// Runs a command and returns its exit status.
  ///
  /// @throws IOException when it cannot be started
  public static int run(ProcessBuilder builder, Path output, Path errors) throws IOException {
    Process process =
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    try {
      if (process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
      throw new AssertionError(builder.command() + " has not ended: " + read(errors));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(builder.command() + " was interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
