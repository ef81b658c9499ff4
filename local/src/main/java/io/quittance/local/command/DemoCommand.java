package io.quittance.local.command;

import io.quittance.local.demo.Demo;
import io.quittance.local.demo.DemoReport;
import io.quittance.local.demo.DemoSettings;
import io.quittance.local.demo.TaiwanDemo;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Platform;
import io.quittance.local.launch.StartProgress;
import io.quittance.local.option.CommandFailedException;
import io.quittance.local.option.PlatformOptions;
import io.quittance.local.traffic.StalledException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs a portfolio through the whole loop and narrates it.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the platform on an empty directory and runs a portfolio through the whole loop: rules,",
      "labels, a first model, drift, a better model. Exits with 0 only if every stage was observed."
    })
final class DemoCommand implements Callable<Integer> {

  private static final String TAIWAN = "taiwan";

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".quittance/demo",
      description = "Directory for data and logs, emptied first (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".quittance/demo");

  @Option(
      names = "--accounts",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Number of accounts (default: ${DEFAULT-VALUE}).")
  private int accounts;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "240",
      description = "Simulated days (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "20260105",
      description = "Seed of the simulation (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--data-source",
      paramLabel = "taiwan=FILE",
      description =
          "Replays real accounts instead: the UCI credit card file (CSV, plain or gzipped).")
  private Map<String, Path> sources = Map.of();

  @Option(
      names = "--json",
      description =
          "Prints one JSON object on standard output, even after a failure; the narration goes to"
              + " standard error.")
  private boolean json;

  private @Nullable JsonAnswer answer;

  @Override
  public Integer call() throws IOException, InterruptedException {
    JsonAnswer expected = json ? JsonAnswer.on(System.out) : null;
    answer = expected;
    PrintStream story = json ? System.err : System.out;
    Layout layout = Layout.of(data);
    Path taiwan = taiwan();
    DemoSettings settings = new DemoSettings(accounts, days, seed);
    if (taiwan == null) {
      warn(settings);
    }
    Map<String, String> services = taiwan == null ? settings.services() : TaiwanDemo.services();
    Platform.Settings launch =
        new Platform.Settings(
            "demo", layout, options.ports(), options.keycloak(), options.patience(), services);
    CleanDirectory.prepare(layout.data());
    boolean terminal = !json && Terminal.isInteractive();
    StartProgress progress = new StartProgress(story, terminal);
    try (Platform platform = Platform.start(launch, progress)) {
      story.printf(Locale.ROOT, "%nReady after %.1f s.%n%n", progress.elapsed().toMillis() / 1e3);
      Outcome outcome = run(platform, settings, story, terminal);
      if (expected != null) {
        expected.print(outcome.json());
      }
      return outcome.complete() ? 0 : 1;
    }
  }

  private Outcome run(Platform platform, DemoSettings settings, PrintStream story, boolean terminal)
      throws IOException, InterruptedException {
    Path file = taiwan();
    long begin = System.nanoTime();
    try {
      Outcome outcome =
          WhileHealthy.run(
              platform,
              () ->
                  file == null
                      ? portfolio(settings, platform, story, terminal)
                      : replay(file, platform, story, terminal));
      tell(outcome, story, (System.nanoTime() - begin) / 1e9);
      return outcome;
    } catch (StalledException e) {
      throw platform.stalled(e.part(), e.reason());
    }
  }

  /// Reports a failure as JSON if the user asked for JSON.
  void failed(Exception failure) {
    JsonAnswer expected = answer;
    if (expected != null) {
      expected.failed(failure);
    }
  }

  /// Result of a demo.
  ///
  /// @param missing names of the stages that were not observed
  private record Outcome(boolean complete, List<String> missing, String json) {}

  private static Outcome portfolio(
      DemoSettings settings, Platform platform, PrintStream story, boolean terminal)
      throws IOException {
    DemoReport report = new Demo(settings, platform, story, terminal).run();
    return new Outcome(report.complete(), report.missing(), report.json());
  }

  private static Outcome replay(Path file, Platform platform, PrintStream story, boolean terminal)
      throws IOException {
    TaiwanDemo.Report report = new TaiwanDemo(file, platform, story, terminal).run();
    return new Outcome(report.complete(), report.missing(), report.json());
  }

  private static void tell(Outcome outcome, PrintStream story, double seconds) {
    if (outcome.complete()) {
      story.printf(Locale.ROOT, "%nEvery stage of the loop was observed, in %.0f s.%n", seconds);
    } else {
      story.printf(Locale.ROOT, "%nNot observed in %.0f s:%n", seconds);
      outcome.missing().forEach(stage -> story.println("  ✗ " + stage));
    }
  }

  private @Nullable Path taiwan() {
    if (sources.isEmpty()) {
      return null;
    }
    if (sources.size() != 1 || !sources.containsKey(TAIWAN)) {
      throw new CommandFailedException("The only data source is taiwan=FILE");
    }
    return sources.get(TAIWAN);
  }

  private static void warn(DemoSettings settings) {
    if (settings.days() < DemoSettings.FEWEST_DAYS
        || settings.accounts() < DemoSettings.FEWEST_ACCOUNTS) {
      System.err.printf(
          "Fewer than %d days or %d accounts are not enough to reach every stage.%n",
          DemoSettings.FEWEST_DAYS, DemoSettings.FEWEST_ACCOUNTS);
    }
  }
}
