package io.quittance.retraining.trainer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a JVM like this one is started for a training.
///
/// @param classPath as the variable `CLASSPATH` takes it
/// @param heap as `-Xmx` takes it
/// @param main the main class
public record TrainerCommand(String classPath, String heap, String main) {

  private static final String RUNNER = "quarkus-run.jar";

  /// @throws IllegalArgumentException when `heap` is not a number with a unit
  public TrainerCommand {
    if (!heap.matches("[1-9]\\d*[mMgG]")) {
      throw new IllegalArgumentException(
          "quittance.trainer.heap is '" + heap + "': set it to a size such as 768m or 2g");
    }
  }

  /// Returns the command that starts [TrainerMain] with the classes of this process.
  public static TrainerCommand of(String heap) {
    return new TrainerCommand(
        classPath(System.getProperty("java.class.path")), heap, TrainerMain.class.getName());
  }

  /// Returns the class path for a process like one that has this class path: the jars of a packaged
  /// service, which its runner loads itself, lie in directories beside the runner.
  static String classPath(String own) {
    Path runner = Path.of(own.split(File.pathSeparator, 2)[0]);
    if (!runner.endsWith(RUNNER)) {
      return own;
    }
    Path absolute = runner.toAbsolutePath();
    return Stream.of("app", "lib/main", "lib/boot")
        .map(directory -> absolute.resolveSibling(directory) + "/*")
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// Returns where the JVM reports a fault in native code.
  static Path report(Path directory) {
    return directory.resolve("hs_err.log").toAbsolutePath();
  }

  /// Starts the process.
  ///
  /// @param directory of the job
  Process start(Path directory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:ErrorFile=" + report(directory));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.add(main);
    ProcessBuilder builder = new ProcessBuilder(command);
    // Not an argument: ONNX Runtime overflows its stack when a command line has thousands of
    // characters.
    builder.environment().put("CLASSPATH", classPath);
    // Without it the threads of XGBoost spin on a busy machine.
    builder.environment().putIfAbsent("OMP_WAIT_POLICY", "PASSIVE");
    try {
      Files.deleteIfExists(report(directory));
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("the process that trains cannot be started", e);
    }
  }
}
