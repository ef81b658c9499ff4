package io.quittance.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Publishes compressed records, so that a record far larger than the broker's limit is accepted.
/// Not thread-safe.
final class CompressingProducer implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  CompressingProducer(String bootstrapServers) {
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "compression.type", "gzip",
                "linger.ms", "20",
                "max.request.size", "16777216"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void send(InputRecords.Input input) {
    var record = new ProducerRecord<>(input.topic(), input.key(), input.value());
    input
        .headers()
        .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    producer.send(
        record,
        (_, problem) -> {
          if (problem != null) {
            failure.compareAndSet(null, problem);
          }
        });
  }

  /// Waits until the broker has acknowledged all records.
  @Override
  public void close() {
    producer.close();
    Exception problem = failure.get();
    if (problem != null) {
      throw new IllegalStateException("The broker refused a record", problem);
    }
  }
}
