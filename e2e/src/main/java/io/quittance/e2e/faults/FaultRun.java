package io.quittance.e2e.faults;

import io.quittance.e2e.audit.Auditor;
import io.quittance.e2e.audit.Verdict;
import io.quittance.e2e.faults.kind.Fault;
import io.quittance.e2e.faults.kind.Injection;
import io.quittance.e2e.faults.load.Load;
import io.quittance.e2e.faults.load.RestLoad;
import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.local.launch.Part;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Runs one fault from an empty platform to the auditor's verdict.
public final class FaultRun {

  private static final Duration FIRST_DECISIONS = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int FLOWING = 50;
  private static final int REPORT_SECONDS = 10;

  private final Fault fault;
  private final FaultPlatform.Settings usual;
  private final Duration duration;
  private final Consumer<String> tell;

  /// @param usual the platform of most faults; a fault may need another
  /// @param duration for how long the fault is injected
  /// @param tell takes a line for each step
  public FaultRun(
      Fault fault, FaultPlatform.Settings usual, Duration duration, Consumer<String> tell) {
    this.fault = fault;
    this.usual = usual;
    this.duration = duration;
    this.tell = tell;
  }

  /// Runs the fault. Everything that was started is ended when this returns.
  ///
  /// @throws Exception when the platform did not start or the fault could not be injected
  public FaultResult run() throws Exception {
    try (FaultPlatform platform = FaultPlatform.start(fault.platform(usual), tell);
        Load load = Load.start(platform.bootstrapServers(), Load.Settings.USUAL);
        RestLoad rest = rest(platform, load);
        Recovery recovery = new Recovery(platform, tell)) {
      awaitFlow(load);
      Injection injection = new Injection(platform, load, duration, tell);
      ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
      var _ =
          clock.scheduleAtFixedRate(
              () -> tell.accept(flow(load)), REPORT_SECONDS, REPORT_SECONDS, TimeUnit.SECONDS);
      try {
        fault.inject(injection);
      } finally {
        clock.shutdownNow();
      }
      long end = System.nanoTime();
      rest.end();
      load.finish();
      tell.accept(
          "the fault is over: %s; %,d answers over REST, %,d requests repeated"
              .formatted(flow(load), rest.answers().size(), rest.unanswered()));
      long wedged = recovery.await();
      rest.finish();
      wedged += recovery.await();
      Duration took = Duration.ofNanos(System.nanoTime() - end);
      tell.accept("auditing");
      Verdict verdict = audit(platform, load, rest);
      return new FaultResult(
          fault.name(),
          injection.count(),
          verdict,
          wedged,
          platform.endings(),
          took,
          platform.peakMemory());
    }
  }

  private static String flow(Load load) {
    return "%,d deciding events published, %,d decisions read"
        .formatted(load.deciding(), load.decisions());
  }

  private RestLoad rest(FaultPlatform platform, Load load) {
    return RestLoad.start(
        () -> platform.service(Part.SCORING).url(),
        () -> platform.token("quittance-service"),
        load,
        Load.Settings.USUAL.seed());
  }

  /// A fault that begins before anything flows would prove nothing.
  private void awaitFlow(Load load) throws InterruptedException {
    long end = System.nanoTime() + usual.patience().scaled(FIRST_DECISIONS).toNanos();
    while (load.decisions() < FLOWING) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("No decisions before the fault was injected");
      }
      Thread.sleep(LOOK);
    }
    tell.accept("decisions flow");
  }

  private static Verdict audit(FaultPlatform platform, Load load, RestLoad rest) throws Exception {
    try (Connection database = platform.servers().database()) {
      return new Auditor(platform.bootstrapServers(), database, load.good(), rest.answers())
          .auditLoop();
    }
  }
}
