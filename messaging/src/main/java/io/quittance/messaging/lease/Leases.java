package io.quittance.messaging.lease;

import io.quittance.messaging.outbox.OutboxConfig;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Gives out leases from the table `lease` of the service's schema. Who may take a job, and until
/// when, is judged by one statement of the database and by the database's clock, so clocks of
/// processes that disagree do no harm. While a process holds a lease it renews it from a thread of
/// its own, however long the job takes.
@Singleton
public final class Leases {

  private static final Logger LOG = Logger.getLogger(Leases.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int RENEWALS = 3;

  private final Pool pool;
  private final Duration duration;
  private final String owner =
      "%s/%d/%s"
          .formatted(
              System.getenv().getOrDefault("HOSTNAME", "localhost"),
              ProcessHandle.current().pid(),
              UUID.randomUUID().toString().substring(0, 8));
  private final String table;
  private final String take;
  private final String renew;
  private final String giveBack;
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("lease-renewal").daemon().factory());

  public Leases(OutboxConfig schema, LeaseConfig config, Pool pool) {
    this.pool = pool;
    this.duration = config.duration();
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "quittance.lease.duration is %s: set it to at least 1s".formatted(duration));
    }
    this.table = schema.schema() + ".lease";
    this.take =
        """
        insert into %1$s as held (name, owner, expires_at)
        values ($1, $2, clock_timestamp() + make_interval(secs => $3))
        on conflict (name) do update
          set owner = excluded.owner, term = excluded.term, taken_at = excluded.taken_at,
              expires_at = excluded.expires_at
          where held.expires_at <= clock_timestamp()
        returning term"""
            .formatted(table);
    this.renew =
        "update %s set expires_at = clock_timestamp() + make_interval(secs => $3) where name = $1 and term = $2"
            .formatted(table);
    this.giveBack = "delete from %s where name = $1 and term = $2".formatted(table);
  }

  /// Takes a job unless a process holds it. Blocks; worker threads only.
  ///
  /// @return empty while another lease of that name lasts, be it this process's own
  public Optional<Lease> tryTake(String name) {
    long askedAt = System.nanoTime();
    Iterator<Row> taken = run(take, Tuple.of(name, owner, seconds())).iterator();
    if (!taken.hasNext()) {
      return Optional.empty();
    }
    Lease lease =
        new Lease(name, owner, taken.next().getLong(0), duration, askedAt, this::giveBack);
    long every = duration.toMillis() / RENEWALS;
    lease.renewedBy(
        renewals.scheduleWithFixedDelay(() -> renew(lease), every, every, TimeUnit.MILLISECONDS));
    return Optional.of(lease);
  }

  /// Returns the statement that a transaction of a job begins its writing with: `?1` the lease's
  /// name, `?2` its term. A row says that the lease is this process's; until the transaction ends
  /// nobody else can take it, so one that does nothing is ended by the database. No row: the job
  /// was taken over and nothing may be written.
  public String fence() {
    return "select cast(set_config('idle_in_transaction_session_timeout', '10s', true) as text) from "
        + table
        + " where name = ?1 and term = ?2 for share";
  }

  /// Returns the same statement for JDBC.
  public String jdbcFence() {
    return fence().replace("?1", "?").replace("?2", "?");
  }

  private void renew(Lease lease) {
    long askedAt = System.nanoTime();
    try {
      if (run(renew, Tuple.of(lease.name(), lease.term(), seconds())).rowCount() == 1) {
        lease.confirmed(askedAt);
      } else {
        lease.lose();
        LOG.warnf("Another process has taken over %s", lease.name());
      }
    } catch (RuntimeException e) {
      LOG.debugf("The lease of %s is not renewed yet: %s", lease.name(), e.toString());
    }
  }

  private void giveBack(Lease lease) {
    try {
      run(giveBack, Tuple.of(lease.name(), lease.term()));
    } catch (RuntimeException e) {
      LOG.debugf("The lease of %s ends by itself: %s", lease.name(), e.toString());
    }
  }

  private double seconds() {
    return duration.toMillis() / 1_000.0;
  }

  private RowSet<Row> run(String sql, Tuple parameters) {
    return pool.preparedQuery(sql).execute(parameters).await().atMost(PATIENCE);
  }

  @PreDestroy
  void stop() {
    renewals.shutdownNow();
  }
}
