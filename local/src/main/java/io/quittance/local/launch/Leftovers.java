package io.quittance.local.launch;

import io.quittance.embedded.kafka.KafkaBrokerMain;
import io.quittance.embedded.postgres.EmbeddedPostgres;
import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.PidFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds and stops the processes that a killed launcher left behind on a data directory: services
/// first, then what they need.
public final class Leftovers {

  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final String KEYCLOAK_MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

  /// A word in the command line of every launcher.
  static final String LAUNCHER_MAIN = "io.quittance.local.command.Quittance";

  private final Layout layout;

  public Leftovers(Layout layout) {
    this.layout = layout;
  }

  /// Returns the running launcher of this data directory.
  public Optional<ProcessHandle> launcher() {
    return launcherPidFile().running();
  }

  /// Describes the launcher that is running on this data directory, and what to do about it.
  public String running(ProcessHandle launcher) {
    String what =
        State.read(layout.stateFile())
            .map(state -> "%s since %s".formatted(state.command(), state.startedAt()))
            .orElse("still starting");
    return "A platform is already running on %1$s (process %2$d, %3$s): stop it with  ./quittance down --data %1$s  or choose another directory and other ports with --data and --port-offset"
        .formatted(layout.data(), launcher.pid(), what);
  }

  PidFile launcherPidFile() {
    return new PidFile(layout.launcherPidFile(), LAUNCHER_MAIN);
  }

  /// Stops everything that is still running, in an order in which no process loses what it depends
  /// on.
  ///
  /// @return titles of the parts that were stopped
  public List<String> stop() {
    List<String> stopped = new ArrayList<>();
    Stream.of(Part.CONSOLE, Part.RETRAINING, Part.FEEDBACK, Part.SCORING, Part.REGISTRY)
        .filter(part -> stop(pidFile(part)))
        .forEach(part -> stopped.add(part.title()));
    if (stop(keycloakPidFile())) {
      stopped.add(Part.IDENTITY.title());
    }
    if (stop(kafkaPidFile())) {
      stopped.add(Part.KAFKA.title());
    }
    if (EmbeddedPostgres.stopLeftover(layout.data(Part.POSTGRES))) {
      stopped.add(Part.POSTGRES.title());
    }
    return stopped;
  }

  /// Returns the pid of a running service, Kafka or Keycloak.
  public Optional<Long> pid(Part part) {
    return switch (part) {
      case KAFKA -> kafkaPidFile().running().map(ProcessHandle::pid);
      case IDENTITY -> keycloakPidFile().running().map(ProcessHandle::pid);
      case POSTGRES -> Optional.empty();
      case REGISTRY, SCORING, FEEDBACK, RETRAINING, CONSOLE ->
          pidFile(part).running().map(ProcessHandle::pid);
    };
  }

  private PidFile pidFile(Part service) {
    return new PidFile(layout.pidFile(service), layout.jar(service).toString());
  }

  private PidFile kafkaPidFile() {
    return new PidFile(
        layout.data(Part.KAFKA).resolve("quittance-kafka.pid"), KafkaBrokerMain.class.getName());
  }

  private PidFile keycloakPidFile() {
    return new PidFile(layout.data(Part.IDENTITY).resolve("quittance-keycloak.pid"), KEYCLOAK_MAIN);
  }

  private static boolean stop(PidFile file) {
    return ChildProcess.stopLeftover(file, GRACE);
  }
}
