package io.quittance.messaging;

import io.quittance.core.event.EventCodec;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.validation.InvalidEventException;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads the whole compacted lifecycle topic, without a consumer group, and then follows it, so
/// that every process knows all aliases before it decides. Retries for as long as the broker is
/// unavailable. Memory is bounded by the number of models.
@Singleton
public final class LifecycleReader {

  private static final Logger LOG = Logger.getLogger(LifecycleReader.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Map<String, Object> settings;
  private final String topic;
  private final EventClock clock;
  private final Map<String, ModelLifecycleChanged> latest = new ConcurrentHashMap<>();

  /// The newest snapshots that lie ahead of the clock, until it reaches them. Used by the reader's
  /// thread alone.
  private final Map<String, ModelLifecycleChanged> early = new HashMap<>();

  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private boolean warned;

  public LifecycleReader(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      TopicsConfig topics,
      EventClock clock) {
    this.clock = clock;
    this.topic = topics.modelLifecycle();
    this.settings = new HashMap<>(broker);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
  }

  /// Starts reading; call once. The listener runs on the reader's own thread, one call at a time,
  /// and receives only snapshots after those it has seen of the model. If the listener throws, the
  /// exception is logged and the snapshot counts as seen.
  ///
  /// @return completes when the topic has been read up to its end at the time of the start, or is
  ///   empty or does not exist yet; never fails
  public Uni<Void> start(Consumer<ModelLifecycleChanged> listener) {
    Thread.ofPlatform().daemon().name("lifecycle-reader").start(() -> run(listener));
    return Uni.createFrom().completionStage(caughtUp);
  }

  /// Returns the newest snapshot read so far. Thread-safe.
  public Optional<ModelLifecycleChanged> latest(String tenant, String model) {
    return Optional.ofNullable(latest.get(CloudEventHeaders.recordKey(tenant, model)));
  }

  /// Returns the newest snapshot of every model read so far, by the key of its record. Thread-safe.
  public Map<String, ModelLifecycleChanged> snapshots() {
    return Map.copyOf(latest);
  }

  private void run(Consumer<ModelLifecycleChanged> listener) {
    boolean stop = false;
    while (!stop) {
      try (KafkaConsumer<byte[], byte[]> opened =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer = opened;
        follow(opened, listener);
      } catch (WakeupException e) {
        LOG.debug("Stopping the lifecycle reader");
      } catch (RuntimeException e) {
        warnOnce(e);
      }
      stop = pause();
    }
  }

  private void warnOnce(RuntimeException cause) {
    if (!warned) {
      LOG.warnf("Cannot read topic %s, retrying: %s", topic, cause.toString());
    }
    warned = true;
  }

  /// Waits before a retry; returns whether the reader is to stop.
  private boolean pause() {
    try {
      return stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void follow(
      KafkaConsumer<byte[], byte[]> opened, Consumer<ModelLifecycleChanged> listener) {
    List<PartitionInfo> infos = opened.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      caughtUp.complete(null);
      return;
    }
    List<TopicPartition> partitions =
        infos.stream().map(i -> new TopicPartition(i.topic(), i.partition())).toList();
    opened.assign(partitions);
    opened.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = opened.endOffsets(partitions);
    while (stopped.getCount() > 0) {
      for (ConsumerRecord<byte[], byte[]> record : opened.poll(POLL)) {
        accept(record, listener);
      }
      List.copyOf(early.values()).forEach(change -> take(change, listener));
      warned = false;
      if (!caughtUp.isDone() && reached(opened, partitions, ends)) {
        caughtUp.complete(null);
      }
    }
  }

  private static boolean reached(
      KafkaConsumer<byte[], byte[]> opened,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    return partitions.stream().allMatch(p -> opened.position(p) >= ends.getOrDefault(p, 0L));
  }

  void accept(ConsumerRecord<byte[], byte[]> record, Consumer<ModelLifecycleChanged> listener) {
    if (record.value() == null) {
      return;
    }
    try {
      take(EventCodec.read(record.value(), ModelLifecycleChanged.class), listener);
    } catch (InvalidEventException e) {
      LOG.errorf(
          "The record at offset %d of topic %s is not a lifecycle snapshot: %s",
          record.offset(), topic, e.getMessage());
    }
  }

  /// A snapshot ahead of the clock waits for it: there may be no other for months.
  private void take(ModelLifecycleChanged change, Consumer<ModelLifecycleChanged> listener) {
    String key = CloudEventHeaders.recordKey(change.tenant(), change.model());
    try {
      clock.checkDerived(change.pastTimes());
    } catch (InvalidEventException e) {
      ModelLifecycleChanged waiting = early.get(key);
      if (waiting == null || change.order().isAfter(waiting.order())) {
        early.put(key, change);
        LOG.errorf("Snapshot %s of model %s waits: %s", change.order(), key, e.getMessage());
      }
      return;
    }
    early.remove(key, change);
    ModelLifecycleChanged known = latest.get(key);
    if (known == null || change.order().isAfter(known.order())) {
      latest.put(key, change);
      try {
        listener.accept(change);
      } catch (RuntimeException e) {
        LOG.errorf(e, "Cannot apply a lifecycle snapshot; it counts as seen");
      }
    }
  }

  @PreDestroy
  void stop() {
    stopped.countDown();
    KafkaConsumer<byte[], byte[]> opened = consumer;
    if (opened != null) {
      opened.wakeup();
    }
  }
}
