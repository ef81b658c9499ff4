package io.quittance.local.launch;

import io.quittance.embedded.kafka.EmbeddedKafka;
import io.quittance.embedded.keycloak.EmbeddedKeycloak;
import io.quittance.embedded.keycloak.KeycloakDistribution;
import io.quittance.embedded.keycloak.KeycloakInstallation;
import io.quittance.embedded.postgres.EmbeddedPostgres;
import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.Ports;
import io.quittance.embedded.process.StartFailedException;
import io.quittance.embedded.token.LocalIssuer;
import io.quittance.embedded.token.Realm;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The running platform: Kafka, PostgreSQL, tokens, and the four services as child processes.
///
/// Guarantees: services start only when Kafka and PostgreSQL answer; nothing waits for Keycloak;
/// [#close] ends everything in the reverse order, also after a start that failed half-way. A child
/// outlives a killed launcher, and the next start on the same data directory ends it.
public final class Platform implements AutoCloseable {

  private static final Duration SERVICE_START = Duration.ofMinutes(2);
  private static final Duration SERVICE_STOP = Duration.ofSeconds(15);

  private final Plan plan;
  private final StartProgress progress;
  private final Leftovers leftovers;
  private final Health health;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final ExecutorService starters = Executors.newCachedThreadPool();
  private boolean closed;

  private Platform(Plan plan, StartProgress progress) {
    this.plan = plan;
    this.progress = progress;
    this.leftovers = new Leftovers(plan.layout());
    this.health = new Health(plan.ports());
  }

  /// What to start.
  ///
  /// @param command `up` or `demo`, for the state file
  /// @param keycloak whether tokens come from Keycloak; else from the local issuer on its port
  /// @param overrides configuration of the services by key
  public record Plan(
      String command,
      Layout layout,
      PortMap ports,
      boolean keycloak,
      Map<String, String> overrides) {
    public Plan {
      overrides = Map.copyOf(overrides);
    }
  }

  /// Starts everything and returns when the four services are ready.
  ///
  /// @throws StartFailedException when a part does not start; all others are ended then
  /// @throws io.quittance.embedded.process.PortTakenException when a port is in use
  public static Platform start(Plan plan, StartProgress progress) {
    Platform platform = new Platform(plan, progress);
    Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "platform-shutdown"));
    try {
      platform.start();
      return platform;
    } catch (RuntimeException e) {
      platform.close();
      throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause
          ? cause
          : e;
    }
  }

  public PortMap ports() {
    return plan.ports();
  }

  public Layout layout() {
    return plan.layout();
  }

  public Health health() {
    return health;
  }

  /// Ends everything in order: services, tokens, Kafka, PostgreSQL. Safe to call again and from a
  /// shutdown hook.
  @Override
  public void close() {
    List<AutoCloseable> toStop;
    synchronized (running) {
      if (closed) {
        return;
      }
      closed = true;
      toStop = List.copyOf(running);
    }
    toStop.forEach(Platform::stop);
    starters.shutdownNow();
    health.close();
    State.delete(plan.layout().stateFile());
    leftovers.launcherPidFile().delete();
  }

  private void start() {
    requireBuilt();
    refuseSecondLauncher();
    List<String> ended = leftovers.stop();
    if (!ended.isEmpty()) {
      System.err.println("Ended what an earlier run left behind: " + String.join(", ", ended));
    }
    plan.ports().purposes().forEach((port, purpose) -> Ports.requireFree(port, purpose));
    leftovers.launcherPidFile().write(ProcessHandle.current());
    Stream.of(Part.values()).forEach(progress::waiting);
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    var _ = clock.scheduleAtFixedRate(progress::tick, 200, 200, TimeUnit.MILLISECONDS);
    try {
      CompletableFuture<Void> identity = beside(Part.IDENTITY, this::startIdentity);
      inParallel(List.of(Part.KAFKA, Part.POSTGRES));
      inParallel(List.of(Part.REGISTRY, Part.SCORING));
      inParallel(List.of(Part.FEEDBACK, Part.RETRAINING));
      announceLate(identity);
    } finally {
      clock.shutdownNow();
    }
    progress.settle();
    state().write(plan.layout().stateFile());
  }

  private State state() {
    return new State(
        ProcessHandle.current().pid(),
        plan.command(),
        Instant.now().toString(),
        plan.ports().offset(),
        plan.keycloak());
  }

  private void requireBuilt() {
    Part.services()
        .filter(service -> !Files.exists(plan.layout().jar(service)))
        .findFirst()
        .ifPresent(
            service -> {
              throw new StartFailedException(
                  "%s is not built: run  ./mvnw -Dquick -DskipTests package"
                      .formatted(plan.layout().jar(service)));
            });
  }

  private void refuseSecondLauncher() {
    leftovers
        .launcher()
        .filter(launcher -> launcher.pid() != ProcessHandle.current().pid())
        .ifPresent(
            launcher -> {
              throw new StartFailedException(
                  "Already running on %s (process %d): stop it with  ./quittance down  or choose another --data and --port-offset"
                      .formatted(plan.layout().data(), launcher.pid()));
            });
  }

  private void inParallel(List<Part> parts) {
    CompletableFuture.allOf(
            parts.stream()
                .map(part -> beside(part, () -> startPart(part)))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  private CompletableFuture<Void> beside(Part part, Runnable start) {
    progress.starting(part);
    return CompletableFuture.runAsync(
        () -> {
          try {
            start.run();
          } catch (RuntimeException e) {
            progress.failed(part, firstLine(e));
            throw e;
          }
        },
        starters);
  }

  private void startPart(Part part) {
    switch (part) {
      case KAFKA -> startKafka();
      case POSTGRES -> startPostgres();
      case IDENTITY -> startIdentity();
      case REGISTRY, SCORING, FEEDBACK, RETRAINING -> startService(part);
    }
  }

  private void startKafka() {
    EmbeddedKafka kafka =
        EmbeddedKafka.start(
            EmbeddedKafka.Settings.of(plan.layout().data(Part.KAFKA), plan.ports().port(Part.KAFKA))
                .withLogFile(plan.layout().log(Part.KAFKA)));
    register(kafka);
    kafka.createTopics(PlatformTopics.ALL);
    progress.ready(Part.KAFKA, plan.ports().bootstrapServers());
  }

  private void startPostgres() {
    register(
        EmbeddedPostgres.start(
            EmbeddedPostgres.Settings.of(
                    plan.layout().data(Part.POSTGRES), plan.ports().port(Part.POSTGRES))
                .withLogFile(plan.layout().log(Part.POSTGRES))));
    progress.ready(Part.POSTGRES, plan.ports().jdbcUrl());
  }

  private void startIdentity() {
    if (plan.keycloak()) {
      KeycloakInstallation installation =
          KeycloakInstallation.of(
              KeycloakDistribution.locate(plan.layout().home()),
              plan.layout().keycloakInstallations());
      register(
          EmbeddedKeycloak.start(
              installation,
              EmbeddedKeycloak.Settings.of(
                      plan.layout().data(Part.IDENTITY), plan.ports().port(Part.IDENTITY))
                  .withLogFile(plan.layout().log(Part.IDENTITY))));
      progress.ready(Part.IDENTITY, plan.ports().issuerUrl());
      return;
    }
    try {
      register(
          LocalIssuer.start(
              plan.ports().port(Part.IDENTITY), Realm.load(), plan.layout().signingKey()));
      progress.ready(Part.IDENTITY, "local key, " + plan.ports().issuerUrl());
    } catch (IOException e) {
      throw new StartFailedException("The local token issuer does not start", e);
    }
  }

  private void startService(Part service) {
    ServiceSettings settings = new ServiceSettings(plan.layout(), plan.ports(), plan.overrides());
    ChildProcess process = ChildProcess.start(settings.process(service));
    register(() -> process.stop(SERVICE_STOP));
    process.awaitReady(SERVICE_START, () -> health.ready(service));
    progress.ready(service, plan.ports().url(service));
  }

  /// Keycloak may come after the services; a failure of it is told, and everything else goes on.
  private void announceLate(CompletableFuture<Void> identity) {
    if (!identity.isDone()) {
      identity.exceptionally(
          failure -> {
            System.err.println("No tokens: " + firstLine(failure));
            return null;
          });
    }
  }

  private void register(AutoCloseable part) {
    synchronized (running) {
      if (!closed) {
        running.addFirst(part);
        return;
      }
    }
    stop(part);
  }

  private static void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("Could not stop cleanly: " + firstLine(e));
    }
  }

  private static String firstLine(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
  }
}
