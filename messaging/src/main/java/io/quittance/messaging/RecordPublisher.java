package io.quittance.messaging;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Publishes records with the process's only producer, which is idempotent (`acks=all`). Sending
/// blocks while the broker is unavailable or the buffer is full, so it runs on a thread of its own,
/// which also keeps the order of the calls and makes the producer when it is first needed: that
/// blocks, too.
@Singleton
public final class RecordPublisher {

  private final Supplier<Producer<byte[], byte[]>> connect;
  private final ExecutorService sender;
  private volatile @Nullable Producer<byte[], byte[]> connected;

  @Inject
  public RecordPublisher(@Identifier("default-kafka-broker") Map<String, Object> broker) {
    this(
        () -> connected(broker),
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("record-publisher").factory()));
  }

  /// Publishes with this producer.
  ///
  /// @param sender has one thread, which may block
  public RecordPublisher(Producer<byte[], byte[]> producer, ExecutorService sender) {
    this(() -> producer, sender);
  }

  private RecordPublisher(Supplier<Producer<byte[], byte[]>> connect, ExecutorService sender) {
    this.connect = connect;
    this.sender = sender;
  }

  /// Returns the producer; runs on the sender's thread alone.
  private Producer<byte[], byte[]> producer() {
    Producer<byte[], byte[]> made = connected;
    if (made == null) {
      made = connect.get();
      connected = made;
    }
    return made;
  }

  private static Producer<byte[], byte[]> connected(Map<String, Object> broker) {
    Map<String, Object> settings = new HashMap<>(broker);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 1);
    settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
    settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8_388_608);
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
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
        producer()
            .send(
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

  /// Publishes records that do not depend on each other, in the order given, and completes with
  /// what became of each: empty when the broker has acknowledged it, else the failure. After a
  /// failure that another attempt may not meet, as when the broker is away, the others are not
  /// sent. A record that failed otherwise may have failed for a neighbour in the producer's batch:
  /// it is sent once more, alone.
  public Uni<List<Optional<Throwable>>> publishEach(List<OutgoingRecord> records) {
    return publishTogether(records)
        .flatMap(
            fates -> records.size() == 1 ? Uni.createFrom().item(fates) : alone(records, fates));
  }

  private Uni<List<Optional<Throwable>>> alone(
      List<OutgoingRecord> records, List<Optional<Throwable>> fates) {
    List<Optional<Throwable>> settled = new ArrayList<>(fates);
    Uni<Void> done = Uni.createFrom().voidItem();
    for (int i = 0; i < fates.size(); i++) {
      int place = i;
      if (fates.get(i).filter(failure -> !(failure instanceof RetriableException)).isPresent()) {
        done =
            done.chain(() -> publishTogether(List.of(records.get(place))))
                .invoke(fate -> settled.set(place, fate.getFirst()))
                .replaceWithVoid();
      }
    }
    return done.replaceWith(settled);
  }

  private Uni<List<Optional<Throwable>>> publishTogether(List<OutgoingRecord> records) {
    return Uni.createFrom()
        .completionStage(
            () -> {
              List<CompletableFuture<Optional<Throwable>>> fates =
                  records.stream().map(_ -> new CompletableFuture<Optional<Throwable>>()).toList();
              sender.execute(() -> sendEach(records, fates));
              return CompletableFuture.allOf(fates.toArray(CompletableFuture[]::new))
                  .thenApply(_ -> fates.stream().map(CompletableFuture::join).toList());
            });
  }

  private void sendEach(
      List<OutgoingRecord> records, List<CompletableFuture<Optional<Throwable>>> fates) {
    Throwable stopped = null;
    for (int i = 0; i < records.size(); i++) {
      CompletableFuture<Optional<Throwable>> fate = fates.get(i);
      if (stopped == null) {
        try {
          producer()
              .send(
                  records.get(i).toProducerRecord(),
                  (_, failure) -> fate.complete(Optional.ofNullable(failure)));
        } catch (RuntimeException e) {
          fate.complete(Optional.of(e));
        }
        stopped =
            fate.getNow(Optional.empty()).filter(RetriableException.class::isInstance).orElse(null);
      } else {
        fate.complete(Optional.of(stopped));
      }
    }
  }

  @PreDestroy
  void close() {
    sender.shutdown();
    Producer<byte[], byte[]> made = connected;
    if (made != null) {
      made.close(Duration.ofSeconds(5));
    }
  }
}
