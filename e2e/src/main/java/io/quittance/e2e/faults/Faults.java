package io.quittance.e2e.faults;

import io.quittance.e2e.faults.kind.Fault;
import io.quittance.e2e.faults.kind.FaultKinds;
import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.local.launch.Layout;
import io.quittance.local.option.PatienceOption;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `quittance faults`. It prints the table to standard output and progress to standard
/// error. Exit status: 0 when everything is zero that is promised to be, 1 when not or when a run
/// failed, 2 after wrong usage.
@Command(
    name = "quittance faults",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the platform, drives load, injects faults and lets the auditor judge: one fault, or"
          + " all",
      "one after the other, each on an empty platform."
    })
public final class Faults implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The fault to inject; without it, all of them.")
  private @Nullable String name;

  @Option(names = "--list", description = "Lists the faults.")
  private boolean list;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      defaultValue = "45",
      description = "For how long each fault is injected (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".quittance/faults",
      description = "Directory for data and logs, emptied first (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".quittance/faults");

  @Option(
      names = "--old",
      paramLabel = "DIR",
      description = "A built tree of an earlier version, for the fault upgrade.")
  private @Nullable Path old;

  @Mixin private final PatienceOption patience = new PatienceOption();

  @Option(names = "--json", description = "Prints one JSON object as the last line.")
  private boolean json;

  private final PrintStream out;
  private final PrintStream err;

  private Faults(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// Runs the command and exits the JVM with its status.
  ///
  /// @param arguments command-line arguments
  public static void main(String[] arguments) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Logger.getLogger("").setLevel(Level.OFF);
    CommandLine line = new CommandLine(new Faults(out, err));
    line.setExecutionExceptionHandler(
        (failure, _, _) -> {
          err.println("The fault laboratory failed: " + failure.getMessage());
          return FAILED;
        });
    System.exit(line.execute(arguments));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  @Override
  public Integer call() throws IOException {
    if (list) {
      list(out);
      return 0;
    }
    List<Fault> chosen = FaultKinds.all(old);
    if (name != null) {
      chosen = chosen.stream().filter(fault -> fault.name().equals(name)).toList();
      if (chosen.isEmpty()) {
        err.println("Unknown fault " + name + ". Choose one of:");
        list(err);
        return WRONG_USAGE;
      }
    }
    if (seconds < 1) {
      err.println("--duration must be at least 1 second, not " + seconds);
      return WRONG_USAGE;
    }
    FaultTable table = new FaultTable();
    chosen.forEach(fault -> run(fault, table));
    out.print(table.text());
    if (json) {
      out.println(table.json());
    }
    return table.holds() ? 0 : FAILED;
  }

  private void list(PrintStream stream) {
    for (Fault fault : FaultKinds.all(old)) {
      stream.printf(
          "  %-18s %s%s%n",
          fault.name(),
          fault.what(),
          fault.obstacle().map(why -> " (not here: " + why + ")").orElse(""));
    }
  }

  private void run(Fault fault, FaultTable table) {
    Optional<String> obstacle = fault.obstacle();
    if (obstacle.isPresent()) {
      table.skipped(fault.name(), obstacle.get());
      return;
    }
    long begin = System.nanoTime();
    Consumer<String> tell =
        line ->
            err.printf(
                Locale.ROOT,
                "%-18s %4d s  %s%n",
                fault.name(),
                (System.nanoTime() - begin) / 1_000_000_000L,
                line);
    try (FaultDirectory directory =
        FaultDirectory.emptied(data.toAbsolutePath().resolve(fault.name()))) {
      FaultPlatform.Settings usual =
          FaultPlatform.Settings.of(
              Layout.of(directory.path()).home(), directory.path(), patience.patience());
      FaultResult result = new FaultRun(fault, usual, Duration.ofSeconds(seconds), tell).run();
      table.add(result);
      result.endings().forEach(ending -> tell.accept("ended by itself: " + ending));
      tell.accept(
          result.holds() ? "all invariants hold" : "BROKEN\n" + result.verdict().toString());
    } catch (Exception e) {
      tell.accept("failed: " + e);
      table.failed(fault.name(), String.valueOf(e.getMessage()));
    }
  }
}
