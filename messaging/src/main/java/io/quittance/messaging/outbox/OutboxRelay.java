package io.quittance.messaging.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quittance.messaging.OutgoingRecord;
import io.quittance.messaging.RecordPublisher;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Publishes the records of the service's outbox, for each key oldest first, and deletes them after
/// the broker's acknowledgement, in one transaction. After a crash in between, the same records are
/// published again. A record waits for the acknowledgement of the one before it with the same key;
/// one that cannot be published holds back those behind it with its key, and no others.
///
/// Of all processes of a service, one relays at a time: the holder of a transaction-scoped advisory
/// lock, which is taken before the records are read. What is read while another holds it would skip
/// records that the other gives back.
@Singleton
public final class OutboxRelay {

  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

  private final OutboxConfig config;
  private final Pool pool;
  private final RecordPublisher publisher;
  private final Vertx vertx;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean wokenMeanwhile = new AtomicBoolean();
  private final String lock;
  private final String select;
  private final String delete;
  private long timer = -1;
  private volatile boolean failing;

  /// Keys with a record that no attempt may publish; looked at again with the next poll.
  private final Set<String> stalled = ConcurrentHashMap.newKeySet();

  /// Records without a key that no attempt may publish; looked at again with the next poll.
  private final Set<Long> stalledAlone = ConcurrentHashMap.newKeySet();

  public OutboxRelay(OutboxConfig config, Pool pool, RecordPublisher publisher, Vertx vertx) {
    this.config = config;
    this.pool = pool;
    this.publisher = publisher;
    this.vertx = vertx;
    String table = Outbox.table(config.schema());
    this.lock = "select pg_try_advisory_xact_lock(hashtext('" + table + "'))";
    this.select =
        "select id, topic, record_key, headers::text as headers, payload from "
            + table
            + " where case when record_key is null then id <> all($3) else record_key <> all($2) end"
            + " order by id limit $1";
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
    boolean more = published == config.batchSize();
    if (!more) {
      stalled.clear();
      stalledAlone.clear();
    }
    if (more || wokenMeanwhile.getAndSet(false)) {
      wakeUp();
    }
  }

  private void failed(Throwable cause) {
    if (!failing) {
      LOG.warnf("Cannot relay the outbox, retrying in %s: %s", config.interval(), cause.toString());
    }
    failing = true;
    running.set(false);
    if (cause instanceof StalledException) {
      wakeUp();
    }
  }

  /// Publishes one batch and returns its number of records; 0 also when another process holds the
  /// lock. Fails when a record was not published; the others of the batch may have been.
  public Uni<Integer> relayOnce() {
    return pool.withTransaction(
            connection ->
                connection
                    .query(lock)
                    .execute()
                    .flatMap(
                        locked ->
                            locked.iterator().next().getBoolean(0)
                                ? relay(connection)
                                : Uni.createFrom().item(new Pass())))
        .map(Pass::published);
  }

  private Uni<Pass> relay(SqlConnection connection) {
    return connection
        .preparedQuery(select)
        .execute(
            Tuple.of(
                config.batchSize(),
                stalled.toArray(new String[0]),
                stalledAlone.toArray(new Long[0])))
        .flatMap(
            rows -> {
              Pass pass = new Pass(rows);
              return pass.isEmpty()
                  ? Uni.createFrom().item(pass)
                  : publish(pass)
                      .chain(
                          () ->
                              connection
                                  .preparedQuery(delete)
                                  .execute(Tuple.of(pass.acknowledged.toArray(new Long[0]))))
                      .replaceWith(pass);
            });
  }

  /// Publishes the oldest record of each key, then the next one of each, until none is left.
  private Uni<Void> publish(Pass pass) {
    List<Waiting> wave = pass.nextWave();
    if (wave.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return publisher
        .publishEach(wave.stream().map(Waiting::record).toList())
        .invoke(fates -> pass.settle(wave, fates))
        .chain(() -> publish(pass));
  }

  private record Waiting(long id, OutgoingRecord record) {

    static Waiting of(Row row) {
      return new Waiting(
          row.getLong("id"),
          new OutgoingRecord(
              row.getString("topic"),
              row.getString("record_key"),
              headers(row.getString("headers")),
              row.getBuffer("payload").getBytes()));
    }

    /// What has no key has no order either.
    String line() {
      return record.key() == null ? "#" + id : record.topic() + "/" + record.key();
    }
  }

  /// A record that no attempt may publish holds back its key.
  static final class StalledException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private StalledException(Waiting refused, Throwable cause) {
      super(
          refused.record().key() == null
              ? "record %d, which has no key, cannot be published".formatted(refused.id())
              : "the records of key %s wait for one that cannot be published"
                  .formatted(refused.record().key()),
          cause);
    }
  }

  /// The records of one transaction, in lines by key.
  private final class Pass {

    private final Map<String, Deque<Waiting>> lines = new LinkedHashMap<>();
    private final List<Long> acknowledged = new ArrayList<>();
    private @Nullable Throwable failure;
    private boolean stopped;

    Pass() {}

    Pass(RowSet<Row> rows) {
      for (Row row : rows) {
        Waiting waiting = Waiting.of(row);
        lines.computeIfAbsent(waiting.line(), _ -> new ArrayDeque<>()).add(waiting);
      }
    }

    boolean isEmpty() {
      return lines.isEmpty();
    }

    List<Waiting> nextWave() {
      return stopped
          ? List.of()
          : lines.values().stream().map(Deque::poll).filter(Objects::nonNull).toList();
    }

    void settle(List<Waiting> wave, List<Optional<Throwable>> fates) {
      for (int i = 0; i < wave.size(); i++) {
        Waiting sent = wave.get(i);
        Optional<Throwable> failed = fates.get(i);
        if (failed.isEmpty()) {
          acknowledged.add(sent.id());
        } else {
          lines.remove(sent.line());
          fail(sent, failed.get());
        }
      }
    }

    private void fail(Waiting sent, Throwable cause) {
      if (cause instanceof RetriableException) {
        stopped = true;
        failure = cause;
      } else {
        String key = sent.record().key();
        if (key == null) {
          stalledAlone.add(sent.id());
        } else {
          stalled.add(key);
        }
        if (failure == null) {
          failure = new StalledException(sent, cause);
        }
      }
    }

    int published() {
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (failure != null) {
        throw new IllegalStateException(failure);
      }
      return acknowledged.size();
    }
  }

  static Map<String, String> headers(String json) {
    Map<String, String> headers = new LinkedHashMap<>();
    new JsonObject(json).forEach(entry -> headers.put(entry.getKey(), entry.getValue().toString()));
    return headers;
  }
}
