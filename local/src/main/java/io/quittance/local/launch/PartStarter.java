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

/// Starts one part at a time and returns when it is ready. Threads: safe for use by several, each
/// with another part.
final class PartStarter {

  private static final Duration SERVICE_STOP = Duration.ofSeconds(15);
  private static final String WHILE_RUNNING = "while the platform was running";

  private final Platform.Plan plan;
  private final StartProgress progress;
  private final Health health;
  private final RunningParts running;
  private final BiConsumer<Part, StartFailedException> ended;

  /// @param running receives what was started
  /// @param ended told, on another thread, when a part that was ready has ended for whatever reason
  PartStarter(
      Platform.Plan plan,
      StartProgress progress,
      Health health,
      RunningParts running,
      BiConsumer<Part, StartFailedException> ended) {
    this.plan = plan;
    this.progress = progress;
    this.health = health;
    this.running = running;
    this.ended = ended;
  }

  /// Starts a part. An interrupt ends the start and what it has begun.
  ///
  /// @throws StartFailedException when the part does not start
  void start(Part part) {
    switch (part) {
      case KAFKA -> kafka();
      case POSTGRES -> postgres();
      case IDENTITY -> identity();
      case REGISTRY, SCORING, FEEDBACK, RETRAINING -> service(part);
    }
  }

  private void kafka() {
    EmbeddedKafka kafka =
        EmbeddedKafka.start(
            EmbeddedKafka.Settings.of(plan.layout().data(Part.KAFKA), plan.ports().port(Part.KAFKA))
                .withLogFile(plan.layout().log(Part.KAFKA))
                .withPatience(plan.patience()));
    running.add(kafka);
    progress.step(Part.KAFKA, "creating topics");
    kafka.createTopics(PlatformTopics.ALL);
    progress.ready(Part.KAFKA, plan.ports().bootstrapServers());
    tellEnd(Part.KAFKA, kafka.process());
  }

  private void postgres() {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            EmbeddedPostgres.Settings.of(
                    plan.layout().data(Part.POSTGRES), plan.ports().port(Part.POSTGRES))
                .withLogFile(plan.layout().log(Part.POSTGRES))
                .withPatience(plan.patience()));
    running.add(postgres);
    progress.ready(Part.POSTGRES, plan.ports().jdbcUrl());
    postgres
        .onExit()
        .thenRun(
            () ->
                ended.accept(
                    Part.POSTGRES,
                    new StartFailedException(
                        StartFailedException.Kind.ENDED,
                        "PostgreSQL ended " + WHILE_RUNNING,
                        LogExcerpt.of(plan.layout().log(Part.POSTGRES), 0))));
  }

  private void identity() {
    if (plan.keycloak()) {
      keycloak();
    } else {
      localIssuer();
    }
  }

  private void keycloak() {
    KeycloakInstallation installation =
        KeycloakInstallation.of(
            KeycloakDistribution.locate(plan.layout().home()),
            plan.layout().keycloakInstallations(),
            plan.patience(),
            step -> progress.step(Part.IDENTITY, step));
    progress.step(Part.IDENTITY, "");
    EmbeddedKeycloak keycloak =
        EmbeddedKeycloak.start(
            installation,
            EmbeddedKeycloak.Settings.of(
                    plan.layout().data(Part.IDENTITY), plan.ports().port(Part.IDENTITY))
                .withLogFile(plan.layout().log(Part.IDENTITY))
                .withPatience(plan.patience()));
    running.add(keycloak);
    progress.ready(Part.IDENTITY, plan.ports().issuerUrl());
    tellEnd(Part.IDENTITY, keycloak.process());
  }

  private void localIssuer() {
    try {
      running.add(
          LocalIssuer.start(
              plan.ports().port(Part.IDENTITY), Realm.load(), plan.layout().signingKey()));
      progress.ready(Part.IDENTITY, "local key, " + plan.ports().issuerUrl());
    } catch (IOException e) {
      throw new StartFailedException(
          "The local token issuer cannot be started: " + e.getMessage(), e);
    }
  }

  private void service(Part service) {
    ServiceSettings settings = new ServiceSettings(plan.layout(), plan.ports(), plan.overrides());
    ChildProcess process = ChildProcess.start(settings.process(service));
    running.add(() -> process.stop(SERVICE_STOP));
    process.awaitReady(plan.patience(), () -> health.look(service));
    progress.ready(service, plan.ports().url(service));
    tellEnd(service, process);
  }

  private void tellEnd(Part part, ChildProcess process) {
    var _ = process.onExit().thenRun(() -> ended.accept(part, process.endedEarly(WHILE_RUNNING)));
  }
}
