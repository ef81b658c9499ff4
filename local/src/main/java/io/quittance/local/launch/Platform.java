package io.quittance.local.launch;

import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.PortTakenException;
import io.quittance.embedded.process.Ports;
import io.quittance.embedded.process.StartFailedException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The running platform: Kafka, PostgreSQL, the token issuer, the four services and the console as
/// child processes.
///
/// Guarantees: services start only when Kafka and PostgreSQL answer; [#start] returns only when
/// every part is ready, and gives up as soon as one of them fails; [#close] stops everything in the
/// reverse order, even after a start that failed half-way. A child outlives a killed launcher; the
/// next start on the same data directory stops it.
public final class Platform implements AutoCloseable {

  private static final long STARTERS_END_SECONDS = 30;

  private final Settings launch;
  private final StartProgress progress;
  private final Leftovers leftovers;
  private final Health health;
  private final Advice advice;
  private final RunningParts running = new RunningParts();
  private final ExecutorService starters = Executors.newCachedThreadPool();
  private final CompletableFuture<PartFailedException> firstFailure = new CompletableFuture<>();
  private final BlockingQueue<PartFailedException> failures = new LinkedBlockingQueue<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean ownsData;
  private volatile boolean started;

  private Platform(Settings launch, StartProgress progress) {
    this.launch = launch;
    this.progress = progress;
    this.leftovers = new Leftovers(launch.layout());
    this.health = new Health(launch.ports());
    this.advice = new Advice(launch);
  }

  /// What to start and how.
  ///
  /// @param command `up` or `demo`, for the state file and for advice
  /// @param keycloak whether Keycloak issues the tokens; otherwise the local issuer does, on its
  ///   port
  /// @param patience how long a starting part may make no progress
  /// @param overrides settings of the services by key
  public record Settings(
      String command,
      Layout layout,
      PortMap ports,
      boolean keycloak,
      Patience patience,
      Map<String, String> overrides) {
    public Settings {
      overrides = Map.copyOf(overrides);
    }

    /// Creates settings with the patience of the environment.
    public Settings(
        String command,
        Layout layout,
        PortMap ports,
        boolean keycloak,
        Map<String, String> overrides) {
      this(command, layout, ports, keycloak, Patience.ofEnvironment(), overrides);
    }
  }

  /// Starts everything and returns when every part is ready.
  ///
  /// @throws PartFailedException as soon as a part fails; all others are then stopped
  /// @throws StartFailedException when a platform is already running on this data directory, or the
  ///   services are not built
  public static Platform start(Settings launch, StartProgress progress) {
    Platform platform = new Platform(launch, progress);
    Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "platform-shutdown"));
    try {
      platform.start();
      return platform;
    } catch (RuntimeException e) {
      if (!platform.running.isEmpty() && !platform.closing.get()) {
        System.err.println("Stopping the parts that were started …");
      }
      platform.close();
      throw e;
    }
  }

  public PortMap ports() {
    return launch.ports();
  }

  public Layout layout() {
    return launch.layout();
  }

  Health health() {
    return health;
  }

  public Patience patience() {
    return launch.patience();
  }

  /// Waits until a part ends unexpectedly and returns the failure. Every part is reported once.
  public PartFailedException takeFailure() throws InterruptedException {
    return failures.take();
  }

  /// Returns the failure to report for a part that is running but makes no progress.
  ///
  /// @param reason one sentence without a full stop
  public PartFailedException stalled(Part part, String reason) {
    return advice.stalled(part, reason);
  }

  /// Stops everything in order: services, token issuer, Kafka, PostgreSQL. Returns when everything
  /// has ended, also to a second caller, such as a shutdown hook.
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      try {
        stopAll();
      } finally {
        closed.countDown();
      }
    } else {
      awaitClosed();
    }
  }

  private void stopAll() {
    starters.shutdownNow();
    running.stop();
    try {
      if (!starters.awaitTermination(STARTERS_END_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("A part was still starting and may still be running.");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    health.close();
    if (ownsData) {
      State.delete(launch.layout().stateFile());
      leftovers.launcherPidFile().delete();
    }
  }

  private void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void start() {
    requireBuilt();
    refuseSecondLauncher();
    List<String> ended = leftovers.stop();
    if (!ended.isEmpty()) {
      System.err.println(
          "Stopped processes that an earlier run left behind: " + String.join(", ", ended));
    }
    requireFreePorts();
    leftovers.launcherPidFile().write(ProcessHandle.current());
    ownsData = true;
    Stream.of(Part.values()).forEach(progress::waiting);
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    var _ = clock.scheduleAtFixedRate(progress::tick, 200, 200, TimeUnit.MILLISECONDS);
    try {
      startParts();
    } finally {
      clock.shutdownNow();
      progress.settle();
    }
    state().write(launch.layout().stateFile());
    started = true;
  }

  private void startParts() {
    PartStarter starter = new PartStarter(launch, progress, health, running, this::ended);
    CompletableFuture<Void> identity = begin(starter, Part.IDENTITY);
    await(begin(starter, Part.KAFKA), begin(starter, Part.POSTGRES));
    await(begin(starter, Part.REGISTRY), begin(starter, Part.SCORING));
    await(begin(starter, Part.FEEDBACK), begin(starter, Part.RETRAINING));
    await(identity, begin(starter, Part.CONSOLE));
  }

  private CompletableFuture<Void> begin(PartStarter starter, Part part) {
    progress.starting(part);
    return CompletableFuture.runAsync(() -> starter.start(part), starters)
        .whenComplete((_, failure) -> failedToStart(part, failure));
  }

  private void failedToStart(Part part, @Nullable Throwable failure) {
    if (failure != null && !closing.get()) {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      report(advice.starting(part, cause));
    }
  }

  private void ended(Part part, StartFailedException end) {
    if (!closing.get()) {
      report(advice.ended(part, end));
    }
  }

  private void report(PartFailedException failure) {
    if (firstFailure.complete(failure) && !started) {
      progress.failed(failure.part(), failure.reason());
    }
    failures.add(failure);
  }

  /// Returns when all are ready.
  private void await(CompletableFuture<?>... parts) {
    try {
      Object first = CompletableFuture.anyOf(CompletableFuture.allOf(parts), firstFailure).join();
      if (first instanceof PartFailedException failure) {
        throw failure;
      }
    } catch (CompletionException e) {
      throw firstFailure.getNow(advice.starting(Part.KAFKA, e));
    }
  }

  private State state() {
    return new State(
        ProcessHandle.current().pid(),
        launch.command(),
        Instant.now().toString(),
        launch.ports().offset(),
        launch.keycloak());
  }

  private void requireBuilt() {
    Part.programs()
        .filter(service -> !Files.exists(launch.layout().jar(service)))
        .findFirst()
        .ifPresent(
            service -> {
              throw new StartFailedException(
                  "%s is not built: run  ./mvnw -Dquick -DskipTests package"
                      .formatted(launch.layout().jar(service)));
            });
  }

  private void refuseSecondLauncher() {
    leftovers
        .launcher()
        .filter(launcher -> launcher.pid() != ProcessHandle.current().pid())
        .ifPresent(
            launcher -> {
              throw new StartFailedException(leftovers.running(launcher));
            });
  }

  private void requireFreePorts() {
    launch
        .ports()
        .purposes()
        .forEach(
            (port, purpose) -> {
              if (!Ports.isFree(port)) {
                throw advice.starting(
                    launch.ports().part(port), new PortTakenException(port, purpose));
              }
            });
  }
}
