package io.quittance.messaging;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Publishes records with the process's only producer, which is idempotent (`acks=all`). Sending
/// blocks while the broker is unavailable or the buffer is full, so it runs on a thread of its own,
/// which also keeps the order of the calls.
@Singleton
public final class RecordPublisher {

  private final Producer<byte[], byte[]> producer;
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("record-publisher").factory());

  public RecordPublisher(@Identifier("default-kafka-broker") Map<String, Object> broker) {
    Map<String, Object> settings = new HashMap<>(broker);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 1);
    settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
    settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8_388_608);
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// Publishes records in the order given. Completes when the broker has acknowledged every record,
  /// and fails when it has not acknowledged one. The caller then repeats the call, and readers drop
  /// duplicates by id.
  public Uni<Void> publish(List<OutgoingRecord> records) {
    if (records.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Uni.createFrom()
        .completionStage(
            () -> {
              CompletableFuture<Void> acknowledged = new CompletableFuture<>();
              sender.execute(() -> send(records, acknowledged));
              return acknowledged;
            });
  }

  private void send(List<OutgoingRecord> records, CompletableFuture<Void> acknowledged) {
    AtomicInteger outstanding = new AtomicInteger(records.size());
    try {
      for (OutgoingRecord record : records) {
        producer.send(
            record.toProducerRecord(),
            (_, failure) -> {
              if (failure != null) {
                acknowledged.completeExceptionally(failure);
              } else if (outstanding.decrementAndGet() == 0) {
                acknowledged.complete(null);
              }
            });
        if (acknowledged.isCompletedExceptionally()) {
          return;
        }
      }
    } catch (RuntimeException e) {
      acknowledged.completeExceptionally(e);
    }
  }

  @PreDestroy
  void close() {
    sender.shutdown();
    producer.close(Duration.ofSeconds(5));
  }
}
