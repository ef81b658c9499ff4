package io.quittance.local.traffic;

import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.StartFailedException;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.PortMap;
import io.quittance.simulator.record.SimulatedRecord;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Plays the systems around the platform: publishes events and outcomes, reads decisions, and
/// determines when scoring has processed what was published. Not thread-safe.
public final class Traffic implements AutoCloseable {

  private static final Map<String, String> PRODUCER =
      Map.of("linger.ms", "2", "batch.size", "65536", "buffer.memory", "33554432");
  private static final Map<String, String> CONSUMER =
      Map.of(
          "auto.offset.reset", "earliest", "fetch.max.wait.ms", "50", "max.poll.records", "2000");
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TAKEN =
      "select 1 from scoring.inbox where tenant = ? and source = ? and event_id = ? and ce_time = ?";

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Connection database;
  private final DecisionLedger ledger = new DecisionLedger();
  private final Map<TopicPartition, Sent> lastSent = new ConcurrentHashMap<>();
  private volatile @Nullable Exception failure;
  private final Duration limit;
  private long published;

  private record Sent(long offset, SimulatedRecord record) {}

  /// Connects to a running platform.
  ///
  /// @param patience scales the minute that the platform may take to answer
  public Traffic(PortMap ports, Patience patience) {
    this.limit = patience.scaled(LIMIT);
    this.producer = TrafficClients.producer(ports.bootstrapServers(), PRODUCER);
    this.consumer = TrafficClients.decisions(ports.bootstrapServers(), CONSUMER);
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
    try {
      this.database = DriverManager.getConnection(ports.jdbcUrl(), "quittance", "quittance");
    } catch (SQLException e) {
      throw new StartFailedException("Cannot connect to PostgreSQL: " + e.getMessage(), e);
    }
  }

  public DecisionLedger ledger() {
    return ledger;
  }

  /// Returns the number of records handed to the broker so far.
  public long published() {
    return published;
  }

  /// Hands records to the broker and keeps the order of each account.
  public void publish(Iterable<SimulatedRecord> records) {
    for (SimulatedRecord record : records) {
      if (record.deciding()) {
        ledger.asked(record, System.currentTimeMillis());
      }
      var _ =
          producer.send(
              TrafficClients.message(record),
              (metadata, sending) -> sent(record, metadata, sending));
      published++;
      if (published % 2_000 == 0) {
        takeDecisions(Duration.ZERO);
      }
    }
    producer.flush();
    require();
  }

  /// Runs on the producer's thread.
  private void sent(SimulatedRecord record, RecordMetadata metadata, @Nullable Exception sending) {
    if (sending != null) {
      failure = sending;
      return;
    }
    lastSent.merge(
        new TopicPartition(metadata.topic(), metadata.partition()),
        new Sent(metadata.offset(), record),
        (known, next) -> next.offset() > known.offset() ? next : known);
  }

  private void require() {
    Exception sending = failure;
    if (sending != null) {
      throw new StalledException(Part.KAFKA, "Kafka rejected a record: " + sending.getMessage());
    }
  }

  /// Reads decisions until every deciding event published so far is answered.
  ///
  /// @throws StalledException when none arrives for a minute times the patience
  public void awaitDecisions() {
    long lastAnswer = System.nanoTime();
    while (ledger.outstanding() > 0) {
      if (takeDecisions(POLL) > 0) {
        lastAnswer = System.nanoTime();
      } else if (System.nanoTime() - lastAnswer > limit.toNanos()) {
        throw new StalledException(
            Part.SCORING,
            "Scoring has made no decision for %d s, and %,d deciding events are waiting for one"
                .formatted(limit.toSeconds(), ledger.outstanding()));
      }
    }
  }

  /// Waits until scoring has stored the last record of each partition published since the last
  /// call. Scoring keeps the order of a partition, so it has then stored all of them.
  ///
  /// @throws StalledException when that takes more than a minute, times the patience, without
  ///   progress
  public void awaitTaken() {
    long since = System.nanoTime();
    try (PreparedStatement query = database.prepareStatement(TAKEN)) {
      while (!lastSent.isEmpty()) {
        TopicPartition partition = lastSent.keySet().iterator().next();
        if (isTaken(query, Objects.requireNonNull(lastSent.get(partition)).record())) {
          lastSent.remove(partition);
          since = System.nanoTime();
        } else {
          stalled(since);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
      }
    } catch (SQLException e) {
      throw new StalledException(Part.POSTGRES, "PostgreSQL does not answer: " + e.getMessage());
    }
  }

  private void stalled(long since) {
    if (System.nanoTime() - since > limit.toNanos()) {
      throw new StalledException(
          Part.SCORING,
          "Scoring has read nothing for %d s, and records of %d partitions are waiting"
              .formatted(limit.toSeconds(), lastSent.size()));
    }
  }

  /// Reads one number from the database.
  public long count(String query) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(query);
        ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    consumer.close();
    try {
      database.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private int takeDecisions(Duration wait) {
    int taken = 0;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
      ledger.answered(record);
      taken++;
    }
    return taken;
  }

  private static boolean isTaken(PreparedStatement query, SimulatedRecord record)
      throws SQLException {
    query.setString(1, record.envelope().identity().tenant());
    query.setString(2, record.envelope().identity().source());
    query.setString(3, record.envelope().identity().id());
    query.setTimestamp(4, Timestamp.from(record.envelope().time()));
    try (ResultSet result = query.executeQuery()) {
      return result.next();
    }
  }
}
