package io.quittance.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Publishes the records of the service's outbox, oldest first, and deletes them after the broker's
/// acknowledgement, in one transaction. After a crash in between, the same records are published
/// again. Of all processes of a service, one relays at a time (a transaction-scoped advisory lock),
/// so the topic has the order of the ids.
@Singleton
public final class OutboxRelay {

  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

  private final OutboxConfig config;
  private final Pool pool;
  private final RecordPublisher publisher;
  private final Vertx vertx;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean wokenMeanwhile = new AtomicBoolean();
  private final String select;
  private final String delete;
  private long timer = -1;
  private volatile boolean failing;

  public OutboxRelay(OutboxConfig config, Pool pool, RecordPublisher publisher, Vertx vertx) {
    this.config = config;
    this.pool = pool;
    this.publisher = publisher;
    this.vertx = vertx;
    String table = Outbox.table(config.schema());
    this.select =
        "select id, topic, record_key, headers::text as headers, payload from "
            + table
            + " where pg_try_advisory_xact_lock(hashtext('"
            + table
            + "')) order by id limit $1 for update skip locked";
    this.delete = "delete from " + table + " where id = any($1)";
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      timer = vertx.setPeriodic(config.interval().toMillis(), _ -> wakeUp());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
  }

  /// Polls the table soon. Call after the commit. Thread-safe.
  public void wakeUp() {
    if (!config.enabled()) {
      return;
    }
    if (!running.compareAndSet(false, true)) {
      wokenMeanwhile.set(true);
      return;
    }
    wokenMeanwhile.set(false);
    relayOnce().subscribe().with(this::relayed, this::failed);
  }

  private void relayed(int published) {
    failing = false;
    running.set(false);
    if (published == config.batchSize() || wokenMeanwhile.getAndSet(false)) {
      wakeUp();
    }
  }

  private void failed(Throwable cause) {
    if (!failing) {
      LOG.warnf("Cannot relay the outbox, retrying in %s: %s", config.interval(), cause.toString());
    }
    failing = true;
    running.set(false);
  }

  /// Publishes one batch and returns its number of records; 0 also when another process holds the
  /// lock.
  public Uni<Integer> relayOnce() {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(select)
                .execute(Tuple.of(config.batchSize()))
                .flatMap(rows -> relay(connection, rows)));
  }

  private Uni<Integer> relay(SqlConnection connection, RowSet<Row> rows) {
    List<OutgoingRecord> records = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    for (Row row : rows) {
      ids.add(row.getLong("id"));
      records.add(
          new OutgoingRecord(
              row.getString("topic"),
              row.getString("record_key"),
              headers(row.getString("headers")),
              row.getBuffer("payload").getBytes()));
    }
    if (records.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    return publisher
        .publish(records)
        .flatMap(_ -> connection.preparedQuery(delete).execute(Tuple.of(ids.toArray(new Long[0]))))
        .map(_ -> records.size());
  }

  static Map<String, String> headers(String json) {
    Map<String, String> headers = new LinkedHashMap<>();
    new JsonObject(json).forEach(entry -> headers.put(entry.getKey(), entry.getValue().toString()));
    return headers;
  }
}
