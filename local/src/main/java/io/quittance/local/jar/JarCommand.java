package io.quittance.local.jar;

import com.sun.management.OperatingSystemMXBean;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Part;
import io.quittance.local.option.CommandFailedException;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Runs a command of another module's jar in a process of its own. The process shares this
/// terminal, its exit status becomes the status of this command, and it ends when this JVM ends.
public final class JarCommand {

  private static final long GRACE_SECONDS = 10;
  private static final long MEGABYTE = 1 << 20;
  private static final int SMALLEST_HEAP = 512;

  /// Memory needed for a text data file, as a multiple of its size: floats, their copies for each
  /// fold, and the histograms of two trainings.
  private static final int GROWTH = 8;

  /// The same for a compressed file, which unpacks to about six times its size.
  private static final int COMPRESSED_GROWTH = 6 * GROWTH;

  /// The same for a file of decisions. Only what a plan needs is kept, which is less than the text.
  private static final int DECISIONS_GROWTH = 1;

  private static final int COMPRESSED_DECISIONS_GROWTH = 10;

  private static final String LABORATORY_MAIN = "io.quittance.laboratory.command.Main";

  private JarCommand() {}

  /// Runs a command of scoring. Blocks until the process has ended.
  ///
  /// @param arguments the command and its options, as the user gave them
  /// @return its exit status
  static int scoring(List<String> arguments) throws IOException, InterruptedException {
    Path jar = layout().jar(Part.SCORING);
    return run(jar, List.of("-jar", jar.toString()), arguments);
  }

  /// Runs a command of the laboratory. Blocks until the process has ended.
  ///
  /// @param arguments the command and its options, as the user gave them
  /// @return its exit status
  static int laboratory(List<String> arguments) throws IOException, InterruptedException {
    Path jar = layout().laboratory();
    // A wildcard keeps the command line short: ONNX Runtime 1.29 crashes under a very long one.
    String libraries = jar.resolveSibling("lib") + File.separator + "*";
    return run(
        jar, List.of("-cp", jar + File.pathSeparator + libraries, LABORATORY_MAIN), arguments);
  }

  private static Layout layout() {
    return Layout.of(Path.of(".quittance"));
  }

  private static int run(Path jar, List<String> launch, List<String> arguments)
      throws IOException, InterruptedException {
    if (!Files.isRegularFile(jar)) {
      throw new CommandFailedException(
          "%s is not built: run  ./mvnw -Dquick -DskipTests package".formatted(jar));
    }
    List<String> command = new ArrayList<>();
    command.add(ProcessSpec.javaBinary().toString());
    command.add("-Xmx" + heap(arguments) + "m");
    command.add("-XX:+UseSerialGC");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(launch);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    Process process = builder.start();
    Thread end = new Thread(() -> end(process), "end-of-command");
    Runtime.getRuntime().addShutdownHook(end);
    return process.waitFor();
  }

  /// Ctrl-C on a terminal reaches the process too; any other signal reaches only this JVM.
  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Returns the heap, MiB, for the file that follows `--data` or `--decisions`: enough for the
  /// whole file in memory, at least 512, at most half of the machine's memory.
  public static long heap(List<String> arguments) {
    long most = Math.max(SMALLEST_HEAP, physicalMegabytes() / 2);
    long wanted =
        file(arguments, "--data").map(file -> wanted(file, GROWTH, COMPRESSED_GROWTH)).orElse(0L)
            + file(arguments, "--decisions")
                .map(file -> wanted(file, DECISIONS_GROWTH, COMPRESSED_DECISIONS_GROWTH))
                .orElse(0L);
    return Math.clamp(SMALLEST_HEAP + wanted, SMALLEST_HEAP, most);
  }

  private static long wanted(Path file, int growth, int compressedGrowth) {
    try {
      String name = file.getFileName().toString();
      boolean text = name.endsWith(".csv") || name.endsWith(".ndjson");
      return Files.size(file) * (text ? growth : compressedGrowth) / MEGABYTE;
    } catch (IOException _) {
      return 0;
    }
  }

  private static Optional<Path> file(List<String> arguments, String option) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith(option + "=")) {
        return Optional.of(Path.of(argument.substring(option.length() + 1)));
      }
      if (argument.equals(option) && i + 1 < arguments.size()) {
        return Optional.of(Path.of(arguments.get(i + 1)));
      }
    }
    return Optional.empty();
  }

  private static long physicalMegabytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize() / MEGABYTE
        : 2 * SMALLEST_HEAP;
  }
}
