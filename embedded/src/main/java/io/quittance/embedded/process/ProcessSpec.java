package io.quittance.embedded.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What to start, and where its traces go.
///
/// @param name of the process, for messages: "Kafka", "the scoring service"
/// @param command the program and its arguments
/// @param environment added to the environment of this process
/// @param directory the working directory, or null for this process's own
/// @param logFile receives standard output and error, appended
/// @param pidFile remembers the process for the next start
public record ProcessSpec(
    String name,
    List<String> command,
    Map<String, String> environment,
    @Nullable Path directory,
    Path logFile,
    PidFile pidFile) {

  public ProcessSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(logFile, "logFile");
    Objects.requireNonNull(pidFile, "pidFile");
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("An empty command for " + name);
    }
  }

  /// A JVM of the same Java that runs this one, with a main class from a class path. The class path
  /// travels in the environment, so that the command line stays short and shows its main class.
  ///
  /// @param jvmOptions such as `-Xmx384m`
  public static ProcessSpec javaMain(
      String name,
      String mainClass,
      String classPath,
      List<String> jvmOptions,
      List<String> arguments,
      Path logFile,
      Path pidFile) {
    var command = new ArrayList<String>();
    command.add(javaBinary().toString());
    command.addAll(jvmOptions);
    command.add(mainClass);
    command.addAll(arguments);
    return new ProcessSpec(
        name,
        command,
        Map.of("CLASSPATH", classPath),
        null,
        logFile,
        new PidFile(pidFile, mainClass));
  }

  /// A JVM of the same Java that runs this one, with an executable jar.
  ///
  /// @param environment added to this process's own, for a service's configuration
  public static ProcessSpec javaJar(
      String name,
      Path jar,
      List<String> jvmOptions,
      List<String> arguments,
      Map<String, String> environment,
      Path logFile,
      Path pidFile) {
    var command = new ArrayList<String>();
    command.add(javaBinary().toString());
    command.addAll(jvmOptions);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    return new ProcessSpec(
        name, command, environment, null, logFile, new PidFile(pidFile, jar.toString()));
  }

  /// The same process in another working directory.
  public ProcessSpec in(Path workingDirectory) {
    return new ProcessSpec(name, command, environment, workingDirectory, logFile, pidFile);
  }

  /// The `java` program of the running JVM.
  public static Path javaBinary() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
