package io.quittance.scoring.inbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quittance.messaging.outbox.OutboxConfig;
import io.quittance.messaging.retention.MonthPartitions;
import io.quittance.messaging.retention.Retention;
import io.quittance.messaging.retention.Retention.Sweep;
import io.quittance.scoring.ScoringConfig;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Drops whole months of events and decisions that are older than the retention, and removes old
/// permits.
@Singleton
public final class ApplyRetention {

  private static final Logger LOG = Logger.getLogger(ApplyRetention.class);
  private static final Duration LEAST = Duration.ofDays(31);
  private static final int PERMITS = 5_000;

  private static final String REMOVE_PERMITS =
      """
      delete from scoring.permit
      where permit_id in (
        select permit_id from scoring.permit
        where recorded_at < now() - make_interval(secs => $1)
          and (status <> 'reserved' or valid_until < clock_timestamp())
        limit $2)""";

  private static final List<Sweep> SWEEPS =
      List.of(
          new Sweep("identity", "ce_time"),
          new Sweep("fate_log", "recorded_at"),
          new Sweep("inbox_before_2015", "ce_time"),
          new Sweep("decision_before_2015", "ce_time"));

  private final ScoringConfig.Retention config;
  private final Retention retention;

  ApplyRetention(OutboxConfig schema, Pool pool, MonthPartitions months, ScoringConfig config) {
    this.config = config.retention();
    this.config.keep().ifPresent(ApplyRetention::check);
    this.retention = new Retention(pool, schema.schema(), months, SWEEPS);
  }

  private static void check(Duration keep) {
    if (keep.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "quittance.retention.keep is %s: it must be at least %d days, and more than the topics keep"
              .formatted(keep, LEAST.toDays()));
    }
  }

  void start(@Observes StartupEvent event) {
    retention.start(config.every(), this::run);
  }

  void stop(@Observes ShutdownEvent event) {
    retention.close();
  }

  private void run() {
    retention.apply(config.keep(), this::dropMonths);
    config.keepPermits().ifPresent(this::removePermits);
  }

  private void dropMonths(OffsetDateTime from) {
    for (String dropped = drop(); dropped != null; dropped = drop()) {
      LOG.infof("Dropped %s: older than %s", dropped, from);
    }
  }

  private @Nullable String drop() {
    return retention
        .patiently("select scoring.drop_old_month()", Tuple.tuple())
        .iterator()
        .next()
        .getString(0);
  }

  private void removePermits(Duration keep) {
    Tuple parameters = Tuple.of((double) keep.toSeconds(), PERMITS);
    long removed = 0;
    long now;
    do {
      now = retention.query(REMOVE_PERMITS, parameters).rowCount();
      removed += now;
    } while (now == PERMITS);
    if (removed > 0) {
      LOG.infof("Removed %d permits older than %s", removed, keep);
    }
  }
}
