package io.quittance.scoring.inbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quittance.scoring.ScoringConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Makes months ahead and removes what is older than the retention, at intervals, on a thread of
/// its own. Every step is a short transaction that gives up rather than lets others wait, and is
/// tried again at the next run. Several processes may run it at once.
@Singleton
public final class ApplyRetention {

  private static final Logger LOG = Logger.getLogger(ApplyRetention.class);
  private static final Duration LEAST = Duration.ofDays(31);
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final long BLOCKS = 250;
  private static final int TRIES = 20;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private static final String KEEP =
      """
      insert into scoring.retention as r (kept_from)
      values (date_trunc('month', now() - make_interval(secs => $1), 'UTC'))
      on conflict (one) do update set kept_from = greatest(r.kept_from, excluded.kept_from)""";

  private static final int PERMITS = 5_000;

  private static final String REMOVE_PERMITS =
      """
      delete from scoring.permit
      where permit_id in (
        select permit_id from scoring.permit
        where recorded_at < now() - make_interval(secs => $1)
          and (status <> 'reserved' or valid_until < clock_timestamp())
        limit $2)""";

  private static final String STATE = "select kept_from, swept_to from scoring.retention";

  /// Tables whose rows are deleted by their time, in blocks.
  private static final List<Sweep> SWEEPS =
      List.of(
          new Sweep("identity", "ce_time"),
          new Sweep("fate_log", "recorded_at"),
          new Sweep("inbox_before_2015", "ce_time"),
          new Sweep("decision_before_2015", "ce_time"));

  private final Pool pool;
  private final MonthRepository months;
  private final ScoringConfig.Retention config;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("retention").daemon().factory());
  private @Nullable Instant keptFrom;

  ApplyRetention(Pool pool, MonthRepository months, ScoringConfig config) {
    this.pool = pool;
    this.months = months;
    this.config = config.retention();
    this.config.keep().ifPresent(ApplyRetention::check);
  }

  private static void check(Duration keep) {
    if (keep.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "quittance.retention.keep is %s: it must be at least %d days, and more than the topics keep"
              .formatted(keep, LEAST.toDays()));
    }
  }

  private record Sweep(String table, String timeColumn) {}

  void start(@Observes StartupEvent event) {
    executor.scheduleWithFixedDelay(this::run, 0, config.every().toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    executor.shutdownNow();
  }

  private void run() {
    try {
      await(months.ensureAhead());
      if (config.keep().isPresent()) {
        query(KEEP, Tuple.of((double) config.keep().get().toSeconds()));
      }
      apply();
      config.keepPermits().ifPresent(this::removePermits);
    } catch (RuntimeException e) {
      LOG.warnf("Months and retention: retrying in %s: %s", config.every(), e.toString());
    }
  }

  /// Removes what lies before the beginning that the database names, which another process may have
  /// moved.
  private void apply() {
    RowSet<Row> state = query(STATE, Tuple.tuple());
    if (state.size() == 0) {
      return;
    }
    OffsetDateTime from = state.iterator().next().getOffsetDateTime(0);
    OffsetDateTime sweptTo = state.iterator().next().getOffsetDateTime(1);
    if (!from.toInstant().equals(keptFrom)) {
      months.forget();
      keptFrom = from.toInstant();
    }
    dropMonths();
    if (sweptTo == null || sweptTo.isBefore(from)) {
      SWEEPS.forEach(sweep -> sweep(sweep, from));
      query("update scoring.retention set swept_to = $1", Tuple.of(from));
    }
  }

  private void removePermits(Duration keep) {
    Tuple parameters = Tuple.of((double) keep.toSeconds(), PERMITS);
    long removed = 0;
    long now;
    do {
      now = query(REMOVE_PERMITS, parameters).rowCount();
      removed += now;
    } while (now == PERMITS);
    if (removed > 0) {
      LOG.infof("Removed %d permits older than %s", removed, keep);
    }
  }

  private void dropMonths() {
    for (String dropped = drop(); dropped != null; dropped = drop()) {
      LOG.infof("Dropped %s: older than %s", dropped, keptFrom);
    }
  }

  private @Nullable String drop() {
    return patiently("select scoring.drop_old_month()", Tuple.tuple())
        .iterator()
        .next()
        .getString(0);
  }

  private void sweep(Sweep sweep, OffsetDateTime before) {
    long blocks =
        query(
                "select pg_relation_size($1::text::regclass) / current_setting('block_size')::int",
                Tuple.of("scoring." + sweep.table()))
            .iterator()
            .next()
            .getLong(0);
    long deleted = 0;
    for (long first = 0; first < blocks; first += BLOCKS) {
      deleted +=
          patiently(
                  "select scoring.delete_old($1, $2, $3, $4, $5)",
                  Tuple.of(sweep.table(), sweep.timeColumn(), before, first, BLOCKS))
              .iterator()
              .next()
              .getLong(0);
    }
    if (deleted > 0) {
      LOG.infof("Deleted %d rows of %s before %s", deleted, sweep.table(), before);
    }
  }

  /// Tries again a step that would have waited for a lock.
  private RowSet<Row> patiently(String sql, Tuple parameters) {
    for (int attempt = 1; ; attempt++) {
      try {
        return query(sql, parameters);
      } catch (PgException e) {
        if (attempt == TRIES || !MonthRepository.isLockTimeout(e)) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service stops", e);
    }
  }

  private RowSet<Row> query(String sql, Tuple parameters) {
    return await(pool.preparedQuery(sql).execute(parameters));
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(STEP);
  }
}
