package io.quittance.local.launch;

import io.quittance.embedded.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A platform that another process runs, as its data directory tells.
public final class RunningPlatform {

  private static final Duration STOP = Duration.ofSeconds(90);

  private final Layout layout;
  private final Leftovers leftovers;

  public RunningPlatform(Layout layout) {
    this.layout = layout;
    this.leftovers = new Leftovers(layout);
  }

  /// What the launcher wrote once all was ready; empty when no launcher runs, or it is still
  /// starting.
  public Optional<State> state() {
    return leftovers.launcher().flatMap(_ -> State.read(layout.stateFile()));
  }

  /// The condition of one part.
  ///
  /// @param pid 0 when unknown
  /// @param url what it is reached by
  public record PartStatus(
      String name, boolean ready, long pid, String url, String managementUrl, String log) {}

  /// Every part in the order of starting, asked now.
  public List<PartStatus> status(State state) {
    List<PartStatus> statuses = new ArrayList<>();
    try (Health health = new Health(state.ports())) {
      for (Part part : Part.values()) {
        statuses.add(
            new PartStatus(
                part.key(),
                health.ready(part),
                leftovers.pid(part).orElse(0L),
                url(part, state.ports()),
                part.isService() ? state.ports().managementUrl(part) : "",
                layout.log(part).toString()));
      }
    }
    return statuses;
  }

  /// Ends the launcher and, if that is dead already, what it left behind.
  ///
  /// @return the titles of what was ended; empty when nothing ran
  public List<String> stop() {
    List<String> stopped = new ArrayList<>();
    leftovers
        .launcher()
        .ifPresent(
            launcher -> {
              launcher.destroy();
              if (!ended(launcher)) {
                ChildProcess.terminate(launcher, Duration.ZERO);
              }
              stopped.add("the platform (process " + launcher.pid() + ")");
            });
    stopped.addAll(leftovers.stop());
    return stopped;
  }

  private static boolean ended(ProcessHandle launcher) {
    return launcher
        .onExit()
        .completeOnTimeout(null, STOP.toSeconds(), TimeUnit.SECONDS)
        .thenApply(_ -> !launcher.isAlive())
        .join();
  }

  private static String url(Part part, PortMap ports) {
    return switch (part) {
      case KAFKA -> ports.bootstrapServers();
      case POSTGRES -> ports.jdbcUrl();
      case IDENTITY -> ports.issuerUrl();
      case REGISTRY, SCORING, FEEDBACK, RETRAINING -> ports.url(part);
    };
  }
}
