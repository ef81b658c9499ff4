package io.quittance.scoring.simulation;

import io.quittance.testkit.simulation.Life;
import io.quittance.testkit.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Topics in memory. A record's partition follows from its key; the records of one producer for one
/// partition arrive in order, but one that fails does not stop those behind it.
final class FakeBroker {

  static final int PARTITIONS = 2;

  /// The most bytes of a record on a dead-letter topic: the least that any letter needs fits.
  static final int MOST_OF_A_LETTER = 3_000;

  private static final int MOST_BYTES = 1_000_000;

  private final VirtualTime time;
  private final Faults faults;
  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
  private final Set<String> missing = new HashSet<>();
  private boolean away;

  FakeBroker(VirtualTime time, Faults faults) {
    this.time = time;
    this.faults = faults;
  }

  void setAway(boolean away) {
    this.away = away;
  }

  boolean isAway() {
    return away;
  }

  /// Removes a topic, or brings it back with what it held.
  void setMissing(String topic, boolean gone) {
    if (gone) {
      missing.add(topic);
    } else {
      missing.remove(topic);
    }
  }

  List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition) {
    return log.computeIfAbsent(partition, _ -> new ArrayList<>());
  }

  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      all.addAll(records(new TopicPartition(topic, p)));
    }
    return all;
  }

  /// Appends a record and returns it as a consumer gets it.
  ConsumerRecord<byte[], byte[]> append(ProducerRecord<byte[], byte[]> sent) {
    TopicPartition partition = partition(sent);
    List<ConsumerRecord<byte[], byte[]>> records = records(partition);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            records.size(),
            time.now().toEpochMilli(),
            TimestampType.CREATE_TIME,
            -1,
            -1,
            sent.key(),
            sent.value(),
            sent.headers(),
            java.util.Optional.empty());
    records.add(record);
    return record;
  }

  private static TopicPartition partition(ProducerRecord<byte[], byte[]> record) {
    int hash = record.key() == null ? 0 : Arrays.hashCode(record.key());
    return new TopicPartition(record.topic(), Math.floorMod(hash, PARTITIONS));
  }

  /// Returns a producer of a process.
  Producer<byte[], byte[]> producer(Life life) {
    return new FakeProducer(life);
  }

  private static int size(ProducerRecord<byte[], byte[]> record) {
    int size = record.key() == null ? 0 : record.key().length;
    size += record.value() == null ? 0 : record.value().length;
    for (Header header : record.headers()) {
      size += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }

  private final class FakeProducer extends MockProducer<byte[], byte[]> {

    private final Life life;
    private final Map<TopicPartition, Long> lastArrival = new HashMap<>();

    FakeProducer(Life life) {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
      this.life = life;
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      int most = record.topic().endsWith("-dlq") ? MOST_OF_A_LETTER : MOST_BYTES;
      if (size(record) > most) {
        return told(callback, new RecordTooLargeException("more than " + most + " bytes"));
      }
      Faults.Outcome outcome = faults.next(Faults.Operation.SEND);
      if (outcome == Faults.Outcome.KILLED_BEFORE) {
        life.end();
      }
      TopicPartition partition = partition(record);
      long arrival =
          Math.max(
              lastArrival.getOrDefault(partition, 0L),
              time.now().toEpochMilli() + time.random().nextInt(1, 20));
      lastArrival.put(partition, arrival);
      time.after(
          java.time.Duration.ofMillis(arrival - time.now().toEpochMilli()),
          life,
          () -> arrive(record, outcome, callback));
      return new CompletableFuture<>();
    }

    private void arrive(
        ProducerRecord<byte[], byte[]> record, Faults.Outcome outcome, Callback callback) {
      boolean gone = away || missing.contains(record.topic());
      if (!gone && outcome != Faults.Outcome.FAILED) {
        append(record);
      }
      if (outcome == Faults.Outcome.KILLED_AFTER) {
        life.end();
      } else if (gone || outcome != Faults.Outcome.DONE) {
        told(callback, new TimeoutException("no answer about a record of " + record.topic()));
      } else {
        callback.onCompletion(null, null);
      }
    }

    private static Future<RecordMetadata> told(
        Callback callback, @Nullable KafkaException failure) {
      callback.onCompletion(null, failure);
      return CompletableFuture.failedFuture(failure);
    }
  }
}
