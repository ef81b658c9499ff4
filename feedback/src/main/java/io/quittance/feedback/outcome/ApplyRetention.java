package io.quittance.feedback.outcome;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.quittance.feedback.label.LabelConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Makes months ahead and removes what is older than the retention, at intervals, on a thread of
/// its own. Every step is a short transaction that gives up rather than lets others wait, and is
/// tried again at the next run. Several processes may run it at once.
///
/// A tenant whose decisions of an old month still wait for their labels keeps its rows of that
/// month and the outcomes since; those of the other tenants go. So a tenant that stops sending
/// holds up nobody else; `quittance_retention_held_months` tells of it.
@ApplicationScoped
class ApplyRetention {

  private static final Logger LOG = Logger.getLogger(ApplyRetention.class);
  private static final long BLOCKS = 250;
  private static final int TRIES = 20;

  /// Partitions that end at or before the retention's beginning: in the order of months, those of
  /// decisions before those of outcomes.
  private static final String OLD =
      """
      select c.relname
      from pg_inherits i
      join pg_class c on c.oid = i.inhrelid
      where i.inhparent in ('feedback.decision'::regclass, 'feedback.outcome'::regclass)
        and c.relname ~ '^(decision|outcome)_[0-9]{4}_[0-9]{2}$'
        and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= cast(? as timestamptz) at time zone 'UTC'
      order by right(c.relname, 7), c.relname""";

  private static final String PENDING =
      "select distinct tenant from feedback.%s where label_state = 'pending' or reopened";

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final String KEEP =
      """
      insert into feedback.retention as r (kept_from)
      values (date_trunc('month', now() - make_interval(secs => ?), 'UTC'))
      on conflict (one) do update set kept_from = greatest(r.kept_from, excluded.kept_from)""";

  /// Tables whose rows are deleted by their time, in blocks.
  private static final List<Sweep> SWEEPS =
      List.of(new Sweep("fate_log", "recorded_at"), new Sweep("daily_histogram", "day"));

  private final DataSource database;
  private final MonthPartitions months;
  private final RetentionConfig config;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("retention").daemon().factory());
  private final MultiGauge held;
  private @Nullable OffsetDateTime keptFrom;

  private record Sweep(String table, String timeColumn) {}

  /// @throws IllegalArgumentException when what training needs would be dropped
  ApplyRetention(
      DataSource database,
      MonthPartitions months,
      RetentionConfig config,
      LabelConfig labels,
      MeterRegistry meters,
      @ConfigProperty(name = "quittance.trigger.training-window", defaultValue = "P365D")
          Duration trainingWindow) {
    this.database = database;
    this.months = months;
    this.config = config;
    this.held =
        MultiGauge.builder("quittance_retention_held_months")
            .description("months older than the retention that pending labels of a tenant hold")
            .register(meters);
    Duration least = trainingWindow.plus(labels.horizon());
    config.keep().ifPresent(keep -> check(keep, least));
  }

  private static void check(Duration keep, Duration least) {
    if (keep.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "quittance.retention.keep is %s, but training needs %s (quittance.trigger.training-window and quittance.label.horizon): set it to at least that"
              .formatted(keep, least));
    }
  }

  void start(@Observes StartupEvent event) {
    executor.scheduleWithFixedDelay(this::run, 0, config.every().toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    executor.shutdownNow();
  }

  private void run() {
    try {
      VertxContextSupport.subscribeAndAwait(months::ensureAhead);
      try (Connection connection = database.getConnection()) {
        if (config.keep().isPresent()) {
          keep(connection, config.keep().get());
        }
        apply(connection);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      LOG.warnf("Months and retention: retrying in %s: %s", config.every(), e.toString());
    }
  }

  private static void keep(Connection connection, Duration keep) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
      statement.setDouble(1, keep.toSeconds());
      statement.executeUpdate();
    }
  }

  /// Removes what lies before the beginning that the database names, which another process may have
  /// moved.
  private void apply(Connection connection) throws SQLException, InterruptedException {
    OffsetDateTime from;
    OffsetDateTime sweptTo;
    try (Statement statement = connection.createStatement();
        ResultSet state =
            statement.executeQuery("select kept_from, swept_to from feedback.retention")) {
      if (!state.next()) {
        return;
      }
      from = state.getObject(1, OffsetDateTime.class);
      sweptTo = state.getObject(2, OffsetDateTime.class);
    }
    if (!from.equals(keptFrom)) {
      months.forget();
      keptFrom = from;
    }
    removeMonths(connection, from);
    if (sweptTo == null || sweptTo.isBefore(from)) {
      for (Sweep sweep : SWEEPS) {
        sweep(connection, sweep, from);
      }
      try (PreparedStatement done =
          connection.prepareStatement("update feedback.retention set swept_to = ?")) {
        done.setObject(1, from);
        done.executeUpdate();
      }
    }
  }

  private void removeMonths(Connection connection, OffsetDateTime from)
      throws SQLException, InterruptedException {
    SortedMap<String, Integer> months = new TreeMap<>();
    for (String partition : texts(connection, OLD, from)) {
      SortedSet<String> waiting = new TreeSet<>();
      if (partition.startsWith("decision")) {
        waiting.addAll(texts(connection, PENDING.formatted(partition)));
        waiting.forEach(tenant -> months.merge(tenant, 1, Integer::sum));
      } else {
        waiting.addAll(months.keySet());
      }
      if (waiting.isEmpty()) {
        drop(connection, partition, from);
      } else {
        removeOthers(connection, partition, waiting);
      }
    }
    months.forEach(
        (tenant, count) ->
            LOG.warnf(
                "Tenant %s keeps %d months before %s: labels of their decisions are pending, and nothing newer is heard of the tenant",
                tenant, count, from));
    held.register(
        months.entrySet().stream()
            .<MultiGauge.Row<?>>map(
                month -> MultiGauge.Row.of(Tags.of("tenant", month.getKey()), month.getValue()))
            .toList(),
        true);
  }

  /// Drops a partition unless it has come to be needed meanwhile.
  private static void drop(Connection connection, String partition, OffsetDateTime from)
      throws SQLException, InterruptedException {
    boolean decisions = partition.startsWith("decision");
    for (int attempt = 1; ; attempt++) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("set local lock_timeout = '100ms'");
        statement.execute("select pg_advisory_xact_lock(727001)");
        if (texts(connection, "select to_regclass(?)::text", "feedback." + partition).isEmpty()) {
          return;
        }
        statement.execute("lock table feedback." + partition + " in access exclusive mode");
        if (!decisions || texts(connection, PENDING.formatted(partition)).isEmpty()) {
          statement.execute("drop table feedback." + partition);
          LOG.infof("Dropped %s: older than %s", partition, from);
        }
        connection.commit();
        return;
      } catch (SQLException e) {
        connection.rollback();
        if (attempt == TRIES || !LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
          throw e;
        }
        Thread.sleep(PAUSE);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  /// Deletes the rows of the tenants that do not wait, in blocks.
  private static void removeOthers(
      Connection connection, String partition, SortedSet<String> waiting)
      throws SQLException, InterruptedException {
    Array tenants = connection.createArrayOf("text", waiting.toArray());
    String others = "from feedback." + partition + " where tenant <> all(?)";
    if (texts(connection, "select 1 " + others + " limit 1", tenants).isEmpty()) {
      return;
    }
    long blocks = blocks(connection, partition);
    for (long first = 0; first < blocks; first += BLOCKS) {
      patiently(
          connection,
          "with gone as (delete "
              + others
              + " and ctid >= cast(? as text)::tid and ctid < cast(? as text)::tid returning 1)"
              + " select count(*) from gone",
          tenants,
          "(%d,0)".formatted(first),
          "(%d,0)".formatted(first + BLOCKS));
    }
  }

  /// Returns the values of the first column that are not null, as texts.
  private static List<String> texts(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<String> texts = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          String text = result.getString(1);
          if (text != null) {
            texts.add(text);
          }
        }
      }
      return texts;
    }
  }

  private static long blocks(Connection connection, String table)
      throws SQLException, InterruptedException {
    String size =
        patiently(
            connection,
            "select pg_relation_size(cast(? as text)::regclass) / current_setting('block_size')::int",
            "feedback." + table);
    return size == null ? 0 : Long.parseLong(size);
  }

  private static void sweep(Connection connection, Sweep sweep, OffsetDateTime before)
      throws SQLException, InterruptedException {
    long blocks = blocks(connection, sweep.table());
    for (long first = 0; first < blocks; first += BLOCKS) {
      patiently(
          connection,
          "select feedback.delete_old(?, ?, ?, ?, ?)",
          sweep.table(),
          sweep.timeColumn(),
          before,
          first,
          BLOCKS);
    }
  }

  /// Returns the first column, as text. Tries again a step that would have waited for a lock.
  private static @Nullable String patiently(Connection connection, String sql, Object... parameters)
      throws SQLException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < parameters.length; i++) {
          statement.setObject(i + 1, parameters[i]);
        }
        try (ResultSet result = statement.executeQuery()) {
          result.next();
          return result.getString(1);
        }
      } catch (SQLException e) {
        if (attempt == TRIES || !LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
          throw e;
        }
        Thread.sleep(PAUSE);
      }
    }
  }
}
