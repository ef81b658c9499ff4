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

/// Finds and ends what a killed launcher left behind in a data directory: services first, then what
/// they need.
public final class Leftovers {

  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final String KEYCLOAK_MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

  /// A word of every launcher's command line.
  static final String LAUNCHER_MAIN = "io.quittance.local.command.Quittance";

  private final Layout layout;

  public Leftovers(Layout layout) {
    this.layout = layout;
  }

  /// The launcher of this data directory, while it runs.
  public Optional<ProcessHandle> launcher() {
    return launcherPidFile().running();
  }

  /// Says that a launcher runs on this data directory, and what to do about it.
  public String running(ProcessHandle launcher) {
    String what =
        State.read(layout.stateFile())
            .map(state -> "%s since %s".formatted(state.command(), state.startedAt()))
            .orElse("still starting");
    return "A platform runs on %1$s already (process %2$d, %3$s): stop it with  ./quittance down --data %1$s  or choose another directory and other ports with --data and --port-offset"
        .formatted(layout.data(), launcher.pid(), what);
  }

  PidFile launcherPidFile() {
    return new PidFile(layout.launcherPidFile(), LAUNCHER_MAIN);
  }

  /// Ends all that still runs, in an order in which nothing loses what it works with.
  ///
  /// @return the titles of what was ended
  public List<String> stop() {
    List<String> stopped = new ArrayList<>();
    Stream.of(Part.RETRAINING, Part.FEEDBACK, Part.SCORING, Part.REGISTRY)
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

  /// The pid of a service, Kafka or Keycloak, while it runs.
  public Optional<Long> pid(Part part) {
    return switch (part) {
      case KAFKA -> kafkaPidFile().running().map(ProcessHandle::pid);
      case IDENTITY -> keycloakPidFile().running().map(ProcessHandle::pid);
      case POSTGRES -> Optional.empty();
      case REGISTRY, SCORING, FEEDBACK, RETRAINING ->
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
