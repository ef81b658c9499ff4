package io.quittance.feedback.outcome;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quittance.feedback.label.LabelConfig;
import io.quittance.feedback.report.FeedbackGauges;
import io.quittance.messaging.outbox.OutboxConfig;
import io.quittance.messaging.retention.MonthPartitions;
import io.quittance.messaging.retention.Retention;
import io.quittance.messaging.retention.Retention.Blocks;
import io.quittance.messaging.retention.Retention.Sweep;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Drops whole months of decisions and outcomes that are older than the retention.
///
/// A tenant whose decisions of an old month still wait for their labels keeps its rows of that
/// month and the outcomes since; those of the other tenants go. So a tenant that stops sending
/// holds up nobody else; `quittance_retention_held_months` tells of it.
@ApplicationScoped
class ApplyRetention {

  private static final Logger LOG = Logger.getLogger(ApplyRetention.class);

  /// Partitions that end at or before the retention's beginning: in the order of months, those of
  /// decisions before those of outcomes.
  private static final String OLD =
      """
      select c.relname::text
      from pg_inherits i
      join pg_class c on c.oid = i.inhrelid
      where i.inhparent in ('feedback.decision'::regclass, 'feedback.outcome'::regclass)
        and c.relname ~ '^(decision|outcome)_[0-9]{4}_[0-9]{2}$'
        and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= cast($1 as timestamptz) at time zone 'UTC'
      order by right(c.relname, 7), c.relname""";

  private static final String PENDING =
      "select distinct tenant from feedback.%s where label_state = 'pending' or reopened";

  private static final List<Sweep> SWEEPS =
      List.of(new Sweep("fate_log", "recorded_at"), new Sweep("daily_histogram", "day"));

  private final RetentionConfig config;
  private final Retention retention;
  private final FeedbackGauges gauges;

  /// @throws IllegalArgumentException when what training needs would be dropped
  ApplyRetention(
      OutboxConfig schema,
      Pool pool,
      MonthPartitions months,
      RetentionConfig config,
      LabelConfig labels,
      FeedbackGauges gauges,
      @ConfigProperty(name = "quittance.trigger.training-window", defaultValue = "P365D")
          Duration trainingWindow) {
    this.config = config;
    this.gauges = gauges;
    Duration least = trainingWindow.plus(labels.horizon());
    config.keep().ifPresent(keep -> check(keep, least));
    this.retention = new Retention(pool, schema.schema(), months, SWEEPS);
  }

  private static void check(Duration keep, Duration least) {
    if (keep.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "quittance.retention.keep is %s, but training needs %s (quittance.trigger.training-window and quittance.label.horizon): set it to at least that"
              .formatted(keep, least));
    }
  }

  void start(@Observes StartupEvent event) {
    retention.start(config.every(), () -> retention.apply(config.keep(), this::removeMonths));
  }

  void stop(@Observes ShutdownEvent event) {
    retention.close();
  }

  private void removeMonths(OffsetDateTime from) {
    SortedMap<String, Integer> months = new TreeMap<>();
    for (String partition : texts(retention.query(OLD, Tuple.of(from)))) {
      SortedSet<String> waiting = new TreeSet<>();
      if (partition.startsWith("decision")) {
        waiting.addAll(texts(retention.query(PENDING.formatted(partition), Tuple.tuple())));
        waiting.forEach(tenant -> months.merge(tenant, 1, Integer::sum));
      } else {
        waiting.addAll(months.keySet());
      }
      if (waiting.isEmpty()) {
        drop(partition, from);
      } else {
        removeOthers(partition, waiting);
      }
    }
    months.forEach(
        (tenant, count) ->
            LOG.warnf(
                "Tenant %s keeps %d months before %s: labels of their decisions are pending, and nothing newer is heard of the tenant",
                tenant, count, from));
    gauges.held(months);
  }

  private void drop(String partition, OffsetDateTime from) {
    if (retention.patiently(connection -> drop(connection, partition))) {
      LOG.infof("Dropped %s: older than %s", partition, from);
    }
  }

  /// Drops a partition unless it has come to be needed meanwhile, or another process dropped it.
  private static Uni<Boolean> drop(SqlConnection connection, String partition) {
    return connection
        .query("set local lock_timeout = '100ms'")
        .execute()
        .chain(() -> connection.query("select pg_advisory_xact_lock(727001)").execute())
        .chain(
            () ->
                connection
                    .preparedQuery("select 1 where to_regclass($1::text) is not null")
                    .execute(Tuple.of("feedback." + partition)))
        .chain(
            found ->
                found.size() == 0
                    ? Uni.createFrom().item(false)
                    : dropUnneeded(connection, partition));
  }

  private static Uni<Boolean> dropUnneeded(SqlConnection connection, String partition) {
    String needed =
        partition.startsWith("decision") ? PENDING.formatted(partition) : "select 1 where false";
    return connection
        .query("lock table feedback." + partition + " in access exclusive mode")
        .execute()
        .chain(() -> connection.query(needed).execute())
        .chain(
            pending ->
                pending.size() > 0
                    ? Uni.createFrom().item(false)
                    : connection
                        .query("drop table feedback." + partition)
                        .execute()
                        .replaceWith(true));
  }

  /// Deletes the rows of the tenants that do not wait, in blocks.
  private void removeOthers(String partition, SortedSet<String> waiting) {
    String[] tenants = waiting.toArray(String[]::new);
    String others = "from feedback." + partition + " where tenant <> all($1)";
    if (retention.query("select 1 " + others + " limit 1", one(tenants)).size() == 0) {
      return;
    }
    String delete =
        "delete " + others + " and ctid >= cast($2 as text)::tid and ctid < cast($3 as text)::tid";
    for (Blocks blocks : retention.blocks(partition)) {
      retention.patiently(
          delete,
          one(tenants)
              .addString("(%d,0)".formatted(blocks.first()))
              .addString("(%d,0)".formatted(blocks.first() + blocks.count())));
    }
  }

  private static Tuple one(String[] tenants) {
    return Tuple.tuple().addArrayOfString(tenants);
  }

  private static List<String> texts(RowSet<Row> rows) {
    List<String> texts = new ArrayList<>();
    rows.forEach(row -> texts.add(row.getString(0)));
    return texts;
  }
}
