package io.quittance.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.local.demo.Export;
import io.quittance.local.demo.StalledException;
import io.quittance.local.launch.RunningPlatform;
import io.quittance.local.launch.State;
import io.quittance.simulator.SimulationConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes a simulated portfolio into files or onto the topics of a running platform.
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Simulates a portfolio: into files (nobody is contacted, since nobody decides), or in lockstep",
      "with a running platform, whose decisions are acted on."
    })
final class SimulateCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Option(names = "--accounts", defaultValue = "2000", description = "default: ${DEFAULT-VALUE}")
  private int accounts;

  @Option(names = "--days", defaultValue = "30", description = "default: ${DEFAULT-VALUE}")
  private int days;

  @Option(names = "--seed", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--drift-day", description = "the day on which the book changes (default: none)")
  private @Nullable Integer driftDay;

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  private static final class Target {
    @Option(names = "--out", paramLabel = "DIR", description = "writes NDJSON files")
    private @Nullable Path out;

    @Option(names = "--to-kafka", description = "publishes to the running platform")
    @SuppressWarnings("UnusedVariable") // its presence is what counts
    private boolean toKafka;
  }

  @Override
  public Integer call() throws IOException {
    SimulationConfig config = SimulationConfig.of(accounts, days, seed);
    if (driftDay != null) {
      config = config.withDriftDay(driftDay);
    }
    Map<String, Object> summary =
        target.out != null ? Export.toFiles(config, target.out) : toKafka(config);
    System.out.println(json ? new ObjectMapper().writeValueAsString(summary) : summary.toString());
    return 0;
  }

  private Map<String, Object> toKafka(SimulationConfig config) {
    State state =
        new RunningPlatform(data.layout())
            .state()
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        "Nothing runs on %s: start it with  ./quittance up"
                            .formatted(data.layout().data())));
    try {
      return Export.toKafka(config, state.ports());
    } catch (StalledException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }
}
