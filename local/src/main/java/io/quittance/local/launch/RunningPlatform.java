package io.quittance.local.launch;

import io.quittance.embedded.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A platform that another process runs, as recorded in its data directory.
public final class RunningPlatform {

  private static final Duration STOP = Duration.ofSeconds(90);

  private final Layout layout;
  private final Leftovers leftovers;

  public RunningPlatform(Layout layout) {
    this.layout = layout;
    this.leftovers = new Leftovers(layout);
  }

  /// Returns the state that the launcher wrote when everything was ready; empty when no launcher is
  /// running or it is still starting.
  public Optional<State> state() {
    return leftovers.launcher().flatMap(_ -> State.read(layout.stateFile()));
  }

  /// State of a part.
  ///
  /// @param pid process id; 0 when unknown
  /// @param url address of the part
  public record PartStatus(
      String name, boolean ready, long pid, String url, String managementUrl, String log) {}

  /// Checks every part now and returns them in the order of starting.
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
                part.isProgram() ? state.ports().managementUrl(part) : "",
                layout.log(part).toString()));
      }
    }
    return statuses;
  }

  /// Stops the launcher or, if it is already dead, the processes that it left behind.
  ///
  /// @return titles of what was stopped; empty when nothing was running
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
      case CONSOLE -> ports.consoleUrl();
    };
  }
}
