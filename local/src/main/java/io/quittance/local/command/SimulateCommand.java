package io.quittance.local.command;

import io.quittance.core.text.Json;
import io.quittance.embedded.process.Patience;
import io.quittance.local.demo.Export;
import io.quittance.local.export.ExportFormat;
import io.quittance.local.export.ExportProgress;
import io.quittance.local.export.FileExport;
import io.quittance.local.launch.State;
import io.quittance.local.option.CommandFailedException;
import io.quittance.local.option.DataOption;
import io.quittance.local.option.JsonOption;
import io.quittance.local.traffic.StalledException;
import io.quittance.simulator.Portfolio;
import io.quittance.simulator.scenario.Drift;
import io.quittance.simulator.scenario.Region;
import io.quittance.simulator.scenario.ReportingDelay;
import io.quittance.simulator.scenario.SimulationConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes a simulated portfolio to files or to the topics of a running platform.
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Simulates a portfolio: into files (without decisions, so nobody is contacted), or in lockstep",
      "with a running platform, acting on its decisions."
    })
final class SimulateCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Option(names = "--accounts", defaultValue = "2000", description = "default: ${DEFAULT-VALUE}")
  private int accounts;

  @Option(names = "--days", defaultValue = "30", description = "default: ${DEFAULT-VALUE}")
  private int days;

  @Option(names = "--seed", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--market",
      defaultValue = "US",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
  private Region market = Region.US;

  @Option(names = "--drift-day", description = "day on which the portfolio changes (default: none)")
  private @Nullable Integer driftDay;

  @Option(
      names = "--drift",
      paramLabel = "KIND@DAY",
      description = {
        "a change of one kind from a day on; may be repeated: covariate, prior, concept, gradual,",
        "seasonal, broken-column, new-category"
      })
  private List<String> drifts = List.of();

  @Option(
      names = "--late-share",
      defaultValue = "0",
      description = "share of payments reported late (default: ${DEFAULT-VALUE})")
  private double lateShare;

  @Option(
      names = "--late-hazard",
      defaultValue = "0.2",
      description =
          "probability that a late payment is reported on a given day (default: ${DEFAULT-VALUE})")
  private double lateHazard;

  @Option(
      names = "--unfairness",
      defaultValue = "0",
      description = "effect of the protected group on the log hazard (default: none)")
  private double unfairness;

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  @Mixin private final JsonOption json = new JsonOption();

  private static final class Target {
    @ArgGroup(exclusive = false)
    private @Nullable Files files;

    @ArgGroup(exclusive = false)
    private @Nullable Kafka kafka;
  }

  private static final class Files {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "writes files")
    private Path out = Path.of(".");

    @Option(
        names = "--format",
        defaultValue = "ndjson",
        description = "ndjson, csv or parquet; default: ${DEFAULT-VALUE}")
    private ExportFormat format = ExportFormat.NDJSON;

    @Option(
        names = "--threads",
        defaultValue = "0",
        description = "threads that simulate accounts (default: one for each processor)")
    private int threads;

    @Option(
        names = "--chunk",
        defaultValue = "" + Portfolio.CHUNK,
        description = "accounts that each thread keeps in memory; default: ${DEFAULT-VALUE}")
    private int chunk;
  }

  private static final class Kafka {
    @Option(
        names = "--to-kafka",
        required = true,
        description = "publishes to the running platform")
    @SuppressWarnings("UnusedVariable") // its presence is what counts
    private boolean toKafka;

    @Option(
        names = "--rate",
        defaultValue = "0",
        description = "largest number of records per second (default: unlimited)")
    private double rate;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, Object> summary = write(config());
    System.out.println(json.asked() ? Json.line(summary) : summary.toString());
    return 0;
  }

  private SimulationConfig config() {
    try {
      SimulationConfig config =
          SimulationConfig.of(accounts, days, seed)
              .withRegion(market)
              .withUnfairness(unfairness)
              .withDelay(
                  lateShare == 0 ? ReportingDelay.NONE : new ReportingDelay(lateShare, lateHazard));
      for (String drift : drifts) {
        config = config.withDrift(Drift.parse(drift));
      }
      return driftDay == null ? config : config.withDriftDay(driftDay);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> write(SimulationConfig config) throws IOException {
    Files files = target.files;
    if (files == null) {
      return toKafka(config, target.kafka == null ? 0 : target.kafka.rate);
    }
    int threads = files.threads > 0 ? files.threads : Runtime.getRuntime().availableProcessors();
    try (ExportProgress progress = progress("accounts", accounts)) {
      return new FileExport(config, files.format, files.out, files.chunk, progress).write(threads);
    }
  }

  private Map<String, Object> toKafka(SimulationConfig config, double rate) {
    State state = data.running();
    try (ExportProgress progress = progress("days", days)) {
      return Export.toKafka(config, state.ports(), rate, Patience.ofEnvironment(), progress);
    } catch (StalledException e) {
      throw new CommandFailedException(
          "%s: see  ./quittance logs %s".formatted(e.reason(), e.part().key()));
    }
  }

  private static ExportProgress progress(String unit, long total) {
    return ExportProgress.of(System.err, Terminal.isInteractive(), unit, total);
  }
}
