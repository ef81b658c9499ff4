package io.quittance.e2e.bench.service;

import io.quittance.local.traffic.TrafficClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Publishes records at a steady rate whatever the platform does. Not thread-safe.
final class EventLoad implements AutoCloseable {

  /// Records are sent as soon as they are due.
  private static final Map<String, String> PRODUCER = Map.of("linger.ms", "0");

  private static final Duration LEAD = Duration.ofMillis(300);

  private final KafkaProducer<byte[], byte[]> producer;

  EventLoad(String bootstrapServers) {
    this.producer = TrafficClients.producer(bootstrapServers, PRODUCER);
  }

  /// Publishes all records, each when it is due.
  ///
  /// @param perSecond 0 for all at once
  /// @return when each was due, as [System#nanoTime] tells it
  long[] publish(List<ProducerRecord<byte[], byte[]>> records, double perSecond) {
    long[] due = new long[records.size()];
    long begin = System.nanoTime() + (perSecond > 0 ? LEAD.toNanos() : 0);
    for (int i = 0; i < due.length; i++) {
      due[i] = perSecond > 0 ? begin + (long) (i / perSecond * TimeUnit.SECONDS.toNanos(1)) : begin;
      while (System.nanoTime() - due[i] < 0) {
        LockSupport.parkNanos(due[i] - System.nanoTime());
      }
      var _ = producer.send(records.get(i));
    }
    producer.flush();
    return due;
  }

  @Override
  public void close() {
    producer.close();
  }
}
