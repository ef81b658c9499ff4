package io.quittance.local.command;

import io.quittance.local.demo.Demo;
import io.quittance.local.demo.DemoReport;
import io.quittance.local.demo.DemoSettings;
import io.quittance.local.demo.StalledException;
import io.quittance.local.demo.TaiwanDemo;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Platform;
import io.quittance.local.launch.StartProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A portfolio through the whole loop, narrated.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts everything on a clean directory and runs a portfolio through the whole loop:",
      "rules, labels, a first model, drift, a better model. Exit status 0 only if all was seen."
    })
final class DemoCommand implements Callable<Integer> {

  private static final String TAIWAN = "taiwan";

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".quittance/demo",
      description = "Emptied at the start (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".quittance/demo");

  @Option(names = "--accounts", defaultValue = "2000", description = "default: ${DEFAULT-VALUE}")
  private int accounts;

  @Option(names = "--days", defaultValue = "240", description = "default: ${DEFAULT-VALUE}")
  private int days;

  @Option(names = "--seed", defaultValue = "20260105", description = "default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--data-source",
      paramLabel = "taiwan=FILE",
      description =
          "Replays real accounts instead: the UCI credit card file (CSV, gzipped or not).")
  private Map<String, Path> sources = Map.of();

  @Option(names = "--json", description = "Prints one JSON object as the last line.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Layout layout = Layout.of(data);
    Path taiwan = taiwan();
    DemoSettings settings = new DemoSettings(accounts, days, seed);
    if (taiwan == null) {
      warn(settings);
    }
    CleanDirectory.prepare(layout.data());
    long begin = System.nanoTime();
    Map<String, String> services = taiwan == null ? settings.services() : TaiwanDemo.services();
    Platform.Plan plan =
        new Platform.Plan("demo", layout, options.ports(), options.keycloak(), services);
    StartProgress progress = new StartProgress(System.out, Terminal.isInteractive());
    try (Platform platform = Platform.start(plan, progress)) {
      System.out.printf(
          Locale.ROOT, "%nReady after %.1f s.%n%n", progress.elapsed().toMillis() / 1e3);
      return taiwan == null ? portfolio(settings, platform, begin) : replay(taiwan, platform);
    } catch (StalledException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }

  private int portfolio(DemoSettings settings, Platform platform, long begin) throws IOException {
    DemoReport report = new Demo(settings, platform, System.out, Terminal.isInteractive()).run();
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (report.complete()) {
      System.out.printf(
          Locale.ROOT, "%nEvery stage of the loop was observed, in %.0f s.%n", seconds);
    } else {
      System.out.printf(Locale.ROOT, "%nAfter %.0f s, not observed:%n", seconds);
      report.missing().forEach(stage -> System.out.println("  ✗ " + stage));
    }
    if (json) {
      System.out.println(report.json());
    }
    return report.complete() ? 0 : 1;
  }

  private int replay(Path file, Platform platform) throws IOException {
    TaiwanDemo.Report report =
        new TaiwanDemo(file, platform, System.out, Terminal.isInteractive()).run();
    if (json) {
      System.out.println(report.json());
    }
    return report.complete() ? 0 : 1;
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
          "With fewer than %d days or %d accounts not every stage can be reached.%n",
          DemoSettings.FEWEST_DAYS, DemoSettings.FEWEST_ACCOUNTS);
    }
  }
}
