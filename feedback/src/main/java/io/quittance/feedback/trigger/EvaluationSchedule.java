package io.quittance.feedback.trigger;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.vertx.VertxContextSupport;
import io.quittance.feedback.drift.ChampionBaselines;
import io.quittance.feedback.drift.ChampionState;
import io.quittance.feedback.label.CountLabels;
import io.quittance.feedback.label.FollowWatermark;
import io.quittance.feedback.label.MatureLabels;
import io.quittance.feedback.label.TenantProgress;
import io.quittance.feedback.report.FeedbackGauges;
import io.quittance.messaging.EventClock;
import io.quittance.messaging.lease.Lease;
import io.quittance.messaging.lease.Leases;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Schedules the work of this service: the watermark, label passes, and once per event-time day
/// drift, performance and triggers. One process at a time works, the holder of the lease. Failed
/// work is retried at the next run.
@ApplicationScoped
class EvaluationSchedule {

  private static final Logger LOG = Logger.getLogger(EvaluationSchedule.class);
  private static final String JOB = "evaluation";

  private final Leases leases;
  private final FollowWatermark followWatermark;
  private final MatureLabels matureLabels;
  private final CountLabels countLabels;
  private final ChampionBaselines champions;
  private final EvaluateTrigger evaluateTrigger;
  private final FeedbackGauges gauges;
  private final EventClock clock;

  EvaluationSchedule(
      Leases leases,
      FollowWatermark followWatermark,
      MatureLabels matureLabels,
      CountLabels countLabels,
      ChampionBaselines champions,
      EvaluateTrigger evaluateTrigger,
      FeedbackGauges gauges,
      EventClock clock) {
    this.leases = leases;
    this.followWatermark = followWatermark;
    this.matureLabels = matureLabels;
    this.countLabels = countLabels;
    this.champions = champions;
    this.evaluateTrigger = evaluateTrigger;
    this.gauges = gauges;
    this.clock = clock;
  }

  @Scheduled(
      every = "${quittance.feedback.evaluation-interval:1s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void beat() {
    try {
      Optional<Lease> taken = leases.tryTake(JOB);
      if (taken.isPresent()) {
        try (Lease lease = taken.get()) {
          champions.loadMissing();
          run(lease);
        }
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warnf(e, "Scheduled work failed and is retried at the next run");
    }
  }

  private void run(Lease lease) throws SQLException {
    followWatermark.look();
    List<TenantProgress> tenants = await(followWatermark::follow);
    for (TenantProgress progress : tenants) {
      if (!lease.isHeld()) {
        return;
      }
      boolean passed = await(() -> matureLabels.matureIfDue(progress));
      gauges.watermark(progress.tenant(), progress.watermark());
      evaluateNewDay(progress);
      if (passed) {
        gauges.parked(progress.tenant(), await(() -> countLabels.parked(progress.tenant())));
      }
    }
  }

  private void evaluateNewDay(TenantProgress progress) throws SQLException {
    LocalDate day = LocalDate.ofInstant(progress.watermark(), ZoneOffset.UTC);
    LocalDate evaluated = progress.evaluatedDay();
    if (evaluated != null && !day.isAfter(evaluated) && !isAhead(evaluated)) {
      return;
    }
    ChampionState champion = champions.of(progress.tenant());
    switch (champion) {
      case ChampionState.Unknown _ ->
          LOG.debugf(
              "The evaluation of %s for tenant %s is waiting for the champion",
              day, progress.tenant());
      case ChampionState.Absent _, ChampionState.Present _ ->
          evaluateTrigger.evaluate(progress.tenant(), progress.watermark(), champion);
    }
  }

  /// Returns whether a day lies ahead of the clock: an event time of the future was once believed.
  private boolean isAhead(LocalDate day) {
    return day.isAfter(LocalDate.ofInstant(clock.latest(), ZoneOffset.UTC));
  }

  private static <T> T await(java.util.function.Supplier<io.smallrye.mutiny.Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
