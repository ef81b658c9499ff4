package io.quittance.messaging.retention;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Keeps the tables of one schema within their retention: makes months ahead and removes what is
/// older, at intervals, on a thread of its own. Every step is a short transaction that gives up
/// rather than lets others wait, and is tried again at the next run. Several processes may run it
/// at once.
///
/// The schema has the table `retention` and the function `delete_old`. Its methods block; they are
/// for the thread of [#start] alone.
public final class Retention implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Retention.class);
  private static final Duration STEP = Duration.ofMinutes(10);
  private static final long BLOCKS = 250;
  private static final int TRIES = 20;
  private static final Duration PAUSE = Duration.ofMillis(500);

  /// A table whose rows are deleted by their time, in blocks.
  public record Sweep(String table, String timeColumn) {}

  /// A range of blocks of a table.
  ///
  /// @param first inclusive
  /// @param count how many blocks
  public record Blocks(long first, long count) {}

  private final Pool pool;
  private final String schema;
  private final MonthPartitions months;
  private final List<Sweep> sweeps;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("retention").daemon().factory());
  private @Nullable Instant keptFrom;

  public Retention(Pool pool, String schema, MonthPartitions months, List<Sweep> sweeps) {
    this.pool = pool;
    this.schema = schema;
    this.months = months;
    this.sweeps = List.copyOf(sweeps);
  }

  /// Runs at once and then at intervals. A run that fails is logged and repeated.
  public void start(Duration every, Runnable run) {
    executor.scheduleWithFixedDelay(
        () -> {
          try {
            run.run();
          } catch (RuntimeException e) {
            LOG.warnf("Months and retention: retrying in %s: %s", every, e.toString());
          }
        },
        0,
        every.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  /// Makes months ahead, moves the beginning of what is kept, and removes what lies before the
  /// beginning that the database names, which another process may have moved.
  ///
  /// @param keep how long rows are kept; empty leaves the beginning where it is
  /// @param removeMonths removes the months before the beginning
  public void apply(Optional<Duration> keep, Consumer<OffsetDateTime> removeMonths) {
    await(months.ensureAhead());
    keep.ifPresent(this::keep);
    RowSet<Row> state =
        query("select kept_from, swept_to from %s.retention".formatted(schema), Tuple.tuple());
    if (state.size() == 0) {
      return;
    }
    OffsetDateTime from = state.iterator().next().getOffsetDateTime(0);
    OffsetDateTime sweptTo = state.iterator().next().getOffsetDateTime(1);
    if (!from.toInstant().equals(keptFrom)) {
      months.forget();
      keptFrom = from.toInstant();
    }
    removeMonths.accept(from);
    if (sweptTo == null || sweptTo.isBefore(from)) {
      sweeps.forEach(sweep -> sweep(sweep, from));
      query("update %s.retention set swept_to = $1".formatted(schema), Tuple.of(from));
    }
  }

  private void keep(Duration keep) {
    query(
        """
        insert into %s.retention as r (kept_from)
        values (date_trunc('month', now() - make_interval(secs => $1), 'UTC'))
        on conflict (one) do update set kept_from = greatest(r.kept_from, excluded.kept_from)"""
            .formatted(schema),
        Tuple.of((double) keep.toSeconds()));
  }

  private void sweep(Sweep sweep, OffsetDateTime before) {
    String delete = "select %s.delete_old($1, $2, $3, $4, $5)".formatted(schema);
    long deleted = 0;
    for (Blocks blocks : blocks(sweep.table())) {
      deleted +=
          patiently(
                  delete,
                  Tuple.of(
                      sweep.table(), sweep.timeColumn(), before, blocks.first(), blocks.count()))
              .iterator()
              .next()
              .getLong(0);
    }
    if (deleted > 0) {
      LOG.infof("Deleted %d rows of %s before %s", deleted, sweep.table(), before);
    }
  }

  /// Divides a table into ranges of blocks, each a bounded piece of work.
  public List<Blocks> blocks(String table) {
    long size =
        query(
                "select pg_relation_size($1::text::regclass) / current_setting('block_size')::int",
                Tuple.of(schema + "." + table))
            .iterator()
            .next()
            .getLong(0);
    return LongStream.iterate(0, first -> first < size, first -> first + BLOCKS)
        .mapToObj(first -> new Blocks(first, BLOCKS))
        .toList();
  }

  /// Runs a statement; tries again one that would have waited for a lock.
  public RowSet<Row> patiently(String sql, Tuple parameters) {
    return patiently(() -> query(sql, parameters));
  }

  /// Runs a transaction; tries again one that would have waited for a lock.
  public <T> T patiently(Function<SqlConnection, Uni<T>> transaction) {
    return patiently(() -> await(pool.withTransaction(transaction)));
  }

  private static <T> T patiently(Supplier<T> step) {
    for (int attempt = 1; ; attempt++) {
      try {
        return step.get();
      } catch (RuntimeException e) {
        if (attempt == TRIES || !MonthPartitions.isLockTimeout(e)) {
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

  /// Runs a statement.
  public RowSet<Row> query(String sql, Tuple parameters) {
    return await(pool.preparedQuery(sql).execute(parameters));
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(STEP);
  }
}
