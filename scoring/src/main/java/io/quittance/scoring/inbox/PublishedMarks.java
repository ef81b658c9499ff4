package io.quittance.scoring.inbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/// Keeps, for each partition, the offset up to which everything that follows from its records has
/// been published. What is stored lies at most a second behind, and never ahead. Thread-safe.
@Singleton
public final class PublishedMarks {

  private static final Logger LOG = Logger.getLogger(PublishedMarks.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private static final String KEEP =
      """
      insert into scoring.published as p (topic, kafka_partition, published_to, published_at)
      values ($1, $2, $3, now())
      on conflict (topic, kafka_partition) do update
        set published_to = excluded.published_to, published_at = excluded.published_at
        where p.published_to < excluded.published_to""";

  private static final String READ =
      "select topic, kafka_partition, published_to from scoring.published";

  private static final String MOVE =
      """
      update scoring.published set published_to = $3, published_at = now()
      where topic = $1 and kafka_partition = $2""";

  private final Pool pool;
  private final Vertx vertx;
  private final Map<TopicPartition, Long> unsaved = new ConcurrentHashMap<>();
  private long timer = -1;

  public PublishedMarks(Pool pool, Vertx vertx) {
    this.pool = pool;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(EVERY.toMillis(), _ -> save());
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  /// Notes that everything that follows from the records of a partition up to this offset has been
  /// published.
  public void published(TopicPartition partition, long offset) {
    unsaved.merge(partition, offset, Math::max);
  }

  private void save() {
    Map<TopicPartition, Long> marks = new HashMap<>(unsaved);
    if (marks.isEmpty()) {
      return;
    }
    List<Tuple> rows = new ArrayList<>();
    marks.forEach(
        (partition, offset) ->
            rows.add(Tuple.of(partition.topic(), partition.partition(), offset)));
    pool.preparedQuery(KEEP)
        .executeBatch(rows)
        .subscribe()
        .with(
            _ -> marks.forEach(unsaved::remove),
            failure -> LOG.debugf("The marks are stored a second later: %s", failure.toString()));
  }

  /// Returns the stored marks.
  public Uni<Map<TopicPartition, Long>> read() {
    return pool.query(READ)
        .execute()
        .map(
            rows -> {
              Map<TopicPartition, Long> marks = new HashMap<>();
              for (Row row : rows) {
                marks.put(
                    new TopicPartition(row.getString("topic"), row.getInteger("kafka_partition")),
                    row.getLong("published_to"));
              }
              return marks;
            });
  }

  /// Moves a mark to an offset that may lie before it: the topic was made anew.
  public Uni<Void> move(TopicPartition partition, long offset) {
    return pool.preparedQuery(MOVE)
        .execute(Tuple.of(partition.topic(), partition.partition(), offset))
        .replaceWithVoid();
  }
}
