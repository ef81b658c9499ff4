package io.quittance.local.launch;

import io.quittance.embedded.kafka.EmbeddedKafka;
import io.quittance.embedded.keycloak.EmbeddedKeycloak;
import io.quittance.embedded.keycloak.KeycloakDistribution;
import io.quittance.embedded.keycloak.KeycloakInstallation;
import io.quittance.embedded.postgres.EmbeddedPostgres;
import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.LogExcerpt;
import io.quittance.embedded.process.StartFailedException;
import io.quittance.embedded.token.LocalIssuer;
import io.quittance.embedded.token.Realm;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BiConsumer;

/// Starts a part and returns when it is ready. Safe for concurrent use with different parts.
final class PartStarter {

  private static final Duration SERVICE_STOP = Duration.ofSeconds(15);
  private static final String WHILE_RUNNING = "while the platform was running";

  private final Platform.Settings launch;
  private final StartProgress progress;
  private final Health health;
  private final RunningParts running;
  private final BiConsumer<Part, StartFailedException> ended;

  /// @param running receives each part that was started
  /// @param ended called, on another thread, when a part that was ready has ended for any reason
  PartStarter(
      Platform.Settings launch,
      StartProgress progress,
      Health health,
      RunningParts running,
      BiConsumer<Part, StartFailedException> ended) {
    this.launch = launch;
    this.progress = progress;
    this.health = health;
    this.running = running;
    this.ended = ended;
  }

  /// Starts a part. An interrupt aborts the start and stops what it has begun.
  ///
  /// @throws StartFailedException when the part does not start
  void start(Part part) {
    switch (part) {
      case KAFKA -> kafka();
      case POSTGRES -> postgres();
      case IDENTITY -> identity();
      case REGISTRY, SCORING, FEEDBACK, RETRAINING, CONSOLE -> service(part);
    }
  }

  private void kafka() {
    EmbeddedKafka kafka =
        EmbeddedKafka.start(
            EmbeddedKafka.Settings.of(
                    launch.layout().data(Part.KAFKA), launch.ports().port(Part.KAFKA))
                .withLogFile(launch.layout().log(Part.KAFKA))
                .withPatience(launch.patience()));
    running.add(kafka);
    progress.step(Part.KAFKA, "creating topics");
    kafka.createTopics(PlatformTopics.ALL);
    progress.ready(Part.KAFKA, launch.ports().bootstrapServers());
    tellEnd(Part.KAFKA, kafka.process());
  }

  private void postgres() {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            EmbeddedPostgres.Settings.of(
                    launch.layout().data(Part.POSTGRES), launch.ports().port(Part.POSTGRES))
                .withLogFile(launch.layout().log(Part.POSTGRES))
                .withPatience(launch.patience()));
    running.add(postgres);
    progress.ready(Part.POSTGRES, launch.ports().jdbcUrl());
    postgres
        .onExit()
        .thenRun(
            () ->
                ended.accept(
                    Part.POSTGRES,
                    new StartFailedException(
                        StartFailedException.Kind.ENDED,
                        "PostgreSQL ended " + WHILE_RUNNING,
                        LogExcerpt.of(launch.layout().log(Part.POSTGRES), 0))));
  }

  private void identity() {
    if (launch.keycloak()) {
      keycloak();
    } else {
      localIssuer();
    }
  }

  private void keycloak() {
    KeycloakInstallation installation =
        KeycloakInstallation.of(
            KeycloakDistribution.locate(launch.layout().home()),
            launch.layout().keycloakInstallations(),
            launch.patience(),
            step -> progress.step(Part.IDENTITY, step));
    progress.step(Part.IDENTITY, "");
    EmbeddedKeycloak keycloak =
        EmbeddedKeycloak.start(
            installation,
            EmbeddedKeycloak.Settings.of(
                    launch.layout().data(Part.IDENTITY), launch.ports().port(Part.IDENTITY))
                .withLogFile(launch.layout().log(Part.IDENTITY))
                .withRealm(
                    Realm.load()
                        .withConsole(launch.ports().consoleUrl())
                        .withPasswords(launch.layout().peoplesPasswords().makeIfAbsent()))
                .withPatience(launch.patience()));
    running.add(keycloak);
    progress.ready(Part.IDENTITY, launch.ports().issuerUrl());
    tellEnd(Part.IDENTITY, keycloak.process());
  }

  private void localIssuer() {
    try {
      running.add(
          LocalIssuer.start(
              launch.ports().port(Part.IDENTITY),
              Realm.load().withConsole(launch.ports().consoleUrl()),
              launch.layout().signingKey()));
      progress.ready(Part.IDENTITY, "local key, " + launch.ports().issuerUrl());
    } catch (IOException e) {
      throw new StartFailedException(
          "The local token issuer could not be started: " + e.getMessage(), e);
    }
  }

  private void service(Part service) {
    ServiceSettings settings =
        new ServiceSettings(launch.layout(), launch.ports(), launch.overrides());
    ChildProcess process = ChildProcess.start(settings.process(service));
    running.add(() -> process.stop(SERVICE_STOP));
    process.awaitReady(launch.patience(), () -> health.look(service));
    progress.ready(
        service,
        service == Part.CONSOLE ? launch.ports().consoleUrl() : launch.ports().url(service));
    tellEnd(service, process);
  }

  private void tellEnd(Part part, ChildProcess process) {
    var _ = process.onExit().thenRun(() -> ended.accept(part, process.endedEarly(WHILE_RUNNING)));
  }
}
