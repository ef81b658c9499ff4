package io.quittance.local.demo;

import io.quittance.core.event.DecisionMade;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.Platform;
import io.quittance.local.traffic.DecisionLedger;
import io.quittance.local.traffic.Rest;
import io.quittance.local.traffic.StalledException;
import io.quittance.local.traffic.Traffic;
import io.quittance.simulator.Simulation;
import io.quittance.simulator.record.SimulatedRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Runs a simulated portfolio through the whole loop, day by day in lockstep with the platform.
public final class Demo {

  /// Shortest duration of a day while a model is being trained, so that the swap happens under
  /// traffic and event time does not run ahead of it.
  private static final long TRAINING_DAY_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);

  private static final int FEEDBACK_LAG_DAYS = 3;
  private static final Duration CATCH_UP = Duration.ofSeconds(60);
  private static final String MODEL = "payment-30d";

  private final DemoSettings settings;
  private final Platform platform;
  private final PrintStream out;
  private final Narrator narrator;
  private final Simulation simulation;
  private final Map<String, Long> waited = new TreeMap<>();
  private long pausedNanos;
  private long busyNanos;

  public Demo(DemoSettings settings, Platform platform, PrintStream out, boolean terminal) {
    this.settings = settings;
    this.platform = platform;
    this.out = out;
    this.narrator = new Narrator(out, terminal, "day", settings.days());
    this.simulation = Simulation.create(settings.simulation());
  }

  /// Runs all days and reports.
  ///
  /// @throws StalledException when the platform stops answering
  public DemoReport run() throws IOException {
    try (Traffic traffic = new Traffic(platform.ports(), platform.patience());
        Rest rest = new Rest(platform.ports());
        LoopWatch watch = new LoopWatch(rest, MODEL, narrator, driftAt(), platform.patience())) {
      watch.start();
      watch.awaitAnswers();
      handOver(traffic);
      SwapDays swaps = new SwapDays();
      long begin = System.nanoTime();
      for (int day = 0; day < settings.days(); day++) {
        day(day, traffic, watch);
        swaps.note(day, watch.promotions());
      }
      busyNanos = System.nanoTime() - begin - pausedNanos;
      awaitLastLabels(rest, traffic);
      narrator.close();
      return report(traffic, rest, watch, swaps);
    }
  }

  private void handOver(Traffic traffic) {
    List<SimulatedRecord> history = simulation.history();
    narrator.say(
        "%,d accounts are placed, with %,d payments and contacts of the last months."
            .formatted(settings.accounts(), history.size()));
    traffic.publish(history);
    traffic.awaitTaken();
    narrator.say("There is no model yet, so rules alone decide.");
  }

  private void day(int day, Traffic traffic, LoopWatch watch) {
    watch.requireAnswers();
    long begin = System.nanoTime();
    if (day == settings.driftDay()) {
      narrator.say(
          "Drift is injected: within a week the portfolio moves to another servicer (balances × 1.6, 30 more days past due), and from now on late and large accounts pay, while small and early ones do not.");
    }
    traffic.publish(simulation.accountEvents(day));
    timed("decisions", traffic::awaitDecisions);
    Map<String, DecisionMade> decisions = traffic.ledger().takeLatest();
    traffic.publish(simulation.outcomes(day, decisions));
    timed("outcomes taken", traffic::awaitTaken);
    narrator.passed(day + 1, "%,d decisions".formatted(traffic.ledger().answered()));
    timed("feedback", () -> awaitFeedback(day, watch));
    if (watch.training()) {
      pause(begin + TRAINING_DAY_NANOS - System.nanoTime());
    }
  }

  private void timed(String what, Runnable wait) {
    long begin = System.nanoTime();
    wait.run();
    waited.merge(what, System.nanoTime() - begin, Long::sum);
  }

  private void pause(long nanos) {
    if (nanos > 0) {
      pausedNanos += nanos;
      LockSupport.parkNanos(nanos);
    }
  }

  /// Waits until feedback has read far enough. Feedback reads its topics at its own pace; if event
  /// time ran ahead of it, drift would be found days later than in real time. Before its first
  /// record feedback has no watermark, and there is nothing to wait for.
  ///
  /// @throws StalledException when feedback stands still for a minute times the patience
  private void awaitFeedback(int day, LoopWatch watch) {
    Instant enough = settings.at(day - FEEDBACK_LAG_DAYS);
    long since = System.nanoTime();
    Instant reached = watch.watermark();
    while (reached != null && reached.isBefore(enough)) {
      watch.requireAnswers();
      requireProgress(since, "Feedback has made no progress since %s".formatted(reached));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      Instant now = watch.watermark();
      since = reached.equals(now) ? since : System.nanoTime();
      reached = now;
    }
  }

  /// Waits until feedback knows every decision, so that the report covers all of them.
  ///
  /// @throws StalledException when feedback stands still for a minute times the patience
  private void awaitLastLabels(Rest rest, Traffic traffic) throws IOException {
    long since = System.nanoTime();
    long before = -1;
    while (true) {
      long known = rest.get(Part.FEEDBACK, "/v1/labels").path("totals").path("decisions").asLong();
      if (known >= traffic.ledger().asked()) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
        return;
      }
      since = known == before ? since : System.nanoTime();
      before = known;
      requireProgress(
          since,
          "Feedback has read %,d of %,d decisions and has made no progress"
              .formatted(known, traffic.ledger().asked()));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private void requireProgress(long since, String what) {
    Duration limit = platform.patience().scaled(CATCH_UP);
    if (System.nanoTime() - since > limit.toNanos()) {
      throw new StalledException(Part.FEEDBACK, "%s for %d s".formatted(what, limit.toSeconds()));
    }
  }

  private DemoReport report(Traffic traffic, Rest rest, LoopWatch watch, SwapDays swaps)
      throws IOException {
    DecisionLedger ledger = traffic.ledger();
    Map<String, Long> violations = simulation.audit().violationsByRule();
    Set<Stage> stages = EnumSet.noneOf(Stage.class);
    stages.addAll(watch.stages());
    if (ledger.degraded() > 0) {
      stages.add(Stage.DECIDED_BY_RULES);
    }
    int versions = ledger.decisionsByVersion().size();
    if (versions > 0) {
      stages.add(Stage.FIRST_MODEL_SERVES);
    }
    if (versions > 1 && stages.contains(Stage.CANDIDATE_BETTER)) {
      stages.add(Stage.SECOND_MODEL_SERVES);
    }
    if (ledger.complete()) {
      stages.add(Stage.NOTHING_LOST);
    }
    if (violations.isEmpty() && simulation.audit().contacts() > 0) {
      stages.add(Stage.NOTHING_UNLAWFUL);
    }
    DemoReport report =
        new DemoReport(
            stages,
            traffic.published(),
            ledger,
            busyNanos / 1e9,
            waitedSeconds(),
            rest.get(Part.FEEDBACK, "/v1/labels").path("totals"),
            new VersionRanking(rest, simulation, settings).rows(swaps, watch.promotions()),
            watch.driftFoundAfterDays(),
            watch.promotions(),
            simulation.audit().contacts(),
            simulation.withdrawn(),
            violations);
    out.println(report.table());
    return report;
  }

  private Map<String, Double> waitedSeconds() {
    Map<String, Double> seconds = new TreeMap<>();
    waited.forEach((what, nanos) -> seconds.put(what, Math.round(nanos / 1e8) / 10.0));
    seconds.put("training", Math.round(pausedNanos / 1e8) / 10.0);
    return seconds;
  }

  private Instant driftAt() {
    return settings.at(settings.driftDay());
  }
}
