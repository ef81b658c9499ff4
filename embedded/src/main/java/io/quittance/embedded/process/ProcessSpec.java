package io.quittance.embedded.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What to start, and where its log and pid file go.
///
/// @param name of the process, for messages: "Kafka", "the scoring service"
/// @param command the program and its arguments
/// @param environment variables added to the environment of this process
/// @param directory the working directory, or null to use this process's own
/// @param logFile receives standard output and standard error, appended
/// @param pidFile identifies the process at the next start
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
      throw new IllegalArgumentException("The command of " + name + " is empty");
    }
  }

  /// Describes a JVM of the Java installation that runs this process, with a main class from a
  /// class path. The class path is passed in the environment, so that the command line stays short
  /// and shows the main class.
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

  /// Describes a JVM of the Java installation that runs this process, with an executable jar.
  ///
  /// @param environment variables added to this process's own, to configure a service
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

  /// Returns the same specification with another working directory.
  public ProcessSpec in(Path workingDirectory) {
    return new ProcessSpec(name, command, environment, workingDirectory, logFile, pidFile);
  }

  /// Returns the path of the `java` program of the running JVM.
  public static Path javaBinary() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
