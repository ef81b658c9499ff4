package io.quittance.feedback.outcome;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.quittance.feedback.label.LabelConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
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
@ApplicationScoped
class ApplyRetention {

  private static final Logger LOG = Logger.getLogger(ApplyRetention.class);
  private static final long BLOCKS = 250;
  private static final int TRIES = 20;
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
  private @Nullable OffsetDateTime keptFrom;

  private record Sweep(String table, String timeColumn) {}

  /// @throws IllegalArgumentException when what training needs would be dropped
  ApplyRetention(
      DataSource database,
      MonthPartitions months,
      RetentionConfig config,
      LabelConfig labels,
      @ConfigProperty(name = "quittance.trigger.training-window", defaultValue = "P365D")
          Duration trainingWindow) {
    this.database = database;
    this.months = months;
    this.config = config;
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
    String drop = "select feedback.drop_old_month()";
    for (String gone = patiently(connection, drop);
        gone != null;
        gone = patiently(connection, drop)) {
      LOG.infof("Dropped %s: older than %s", gone, from);
    }
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

  private static void sweep(Connection connection, Sweep sweep, OffsetDateTime before)
      throws SQLException, InterruptedException {
    String size =
        patiently(
            connection,
            "select pg_relation_size(cast(? as text)::regclass) / current_setting('block_size')::int",
            "feedback." + sweep.table());
    long blocks = size == null ? 0 : Long.parseLong(size);
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
