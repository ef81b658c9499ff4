package io.quittance.e2e.bench.service;

import io.quittance.local.traffic.TrafficClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Notes when each expected record arrives on a topic, by the id of its CloudEvents header. Reads
/// on a thread of its own from the end that the topic had when this was made.
final class Arrivals implements AutoCloseable {

  private static final Map<String, String> CONSUMER =
      Map.of("max.poll.records", "10000", "fetch.max.wait.ms", "100");

  private final Map<String, Integer> places = new HashMap<>();
  private final AtomicLongArray arrived;
  private final AtomicInteger count = new AtomicInteger();
  private final ReadingThread reading;
  private volatile long bytes;

  /// @param ids of the records to wait for
  Arrivals(String bootstrapServers, String topic, List<String> ids) {
    this.arrived = new AtomicLongArray(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      places.put(ids.get(i), i);
    }
    KafkaConsumer<byte[], byte[]> consumer =
        TrafficClients.reader(bootstrapServers, topic, CONSUMER);
    consumer.seekToEnd(consumer.assignment());
    for (TopicPartition partition : consumer.assignment()) {
      consumer.position(partition);
    }
    this.reading = ReadingThread.start("arrivals", consumer, this::note);
  }

  /// Waits until all have arrived.
  ///
  /// @throws IllegalStateException when none has arrived for a while although some are missing
  void await(Duration still) {
    int before = -1;
    long since = System.nanoTime();
    while (count.get() < arrived.length()) {
      int now = count.get();
      if (now != before) {
        before = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > still.toNanos()) {
        throw new IllegalStateException(
            "%,d of %,d records have not arrived, and none has for %d s"
                .formatted(arrived.length() - now, arrived.length(), still.toSeconds()));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /// Returns the instant of arrival by the order of the ids, as [System#nanoTime] tells it.
  long[] nanos() {
    long[] copy = new long[arrived.length()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = arrived.get(i);
    }
    return copy;
  }

  /// Returns the mean size of a value that was expected, bytes.
  int meanBytes() {
    return (int) (bytes / Math.max(1, count.get()));
  }

  @Override
  public void close() {
    reading.close();
  }

  private void note(ConsumerRecords<byte[], byte[]> poll) {
    for (ConsumerRecord<byte[], byte[]> record : poll) {
      note(record, System.nanoTime());
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> record, long now) {
    @Nullable Header id = record.headers().lastHeader("ce_id");
    Integer place = id == null ? null : places.get(new String(id.value(), StandardCharsets.UTF_8));
    if (place != null && arrived.compareAndSet(place, 0, now)) {
      bytes += record.serializedValueSize();
      count.incrementAndGet();
    }
  }
}
