package io.quittance.messaging.lifecycle;

import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.messaging.EventClock;
import io.quittance.messaging.TopicsConfig;
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
import java.util.Set;
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
/// that every process knows all aliases before it decides. It believes only snapshots that the
/// registry signed, under the key of their model, and after those known: anybody who may write to
/// the topic can put a record there. What it refuses it counts and logs; what was known before
/// holds. Retries for as long as the broker is unavailable. Memory is bounded by the number of
/// models.
@Singleton
public final class LifecycleReader {

  private static final Logger LOG = Logger.getLogger(LifecycleReader.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /// How many keys with a refused record are remembered while the topic is read for the first time.
  private static final int MAX_REFUSED_KEYS = 10_000;

  private final Map<String, Object> settings;
  private final String topic;
  private final EventClock clock;
  private final SnapshotVerifier verifier;
  private final Refusals refusals;
  private final Map<String, SignedSnapshot> latest = new ConcurrentHashMap<>();

  /// Keys of models of which the topic or the registry has told.
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /// The newest snapshots that lie ahead of the clock, until it reaches them. Guarded by this.
  private final Map<String, SignedSnapshot> early = new HashMap<>();

  /// Why the last record of a key is not the newest snapshot of its model, by key.
  private final Map<String, Refused> overwritten = new ConcurrentHashMap<>();

  /// Whether the topic has been read to its end since it was last opened. Until then a refused
  /// record may have been followed by a good one, and is of the past. Guarded by this.
  private boolean live;

  private Consumer<SignedSnapshot> listener = _ -> {};
  private Runnable doubt = () -> {};

  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private boolean warned;

  /// A refusal and what it was of.
  private record Refused(Refusal refusal, String what) {}

  public LifecycleReader(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      TopicsConfig topics,
      EventClock clock,
      SnapshotVerifier verifier,
      MeterRegistry metrics) {
    this.clock = clock;
    this.verifier = verifier;
    this.refusals = new Refusals(metrics);
    this.topic = topics.modelLifecycle();
    this.settings = new HashMap<>(broker);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
  }

  /// Takes snapshots that an earlier run stored, before the topic is read: what is older is then
  /// refused. Call before [#start], if at all.
  ///
  /// @param each receives those that are believed
  public synchronized void restore(Collection<DsseEnvelope> stored, Consumer<SignedSnapshot> each) {
    for (DsseEnvelope envelope : stored) {
      try {
        SignedSnapshot snapshot = verifier.verify(envelope);
        if (isNewer(snapshot)) {
          latest.put(key(snapshot), snapshot);
          each.accept(snapshot);
        }
      } catch (RefusedSnapshotException e) {
        refusals.report(e.refusal(), "a stored one: " + e.getMessage());
      }
    }
  }

  /// Starts reading; call once. If the listener throws, the exception is logged and the snapshot
  /// counts as seen.
  ///
  /// @param listener receives one snapshot at a time, each after those known of its model. It runs
  ///   on the reader's own thread or in [#offer]
  /// @param doubt runs when a record was refused, and thus the topic may hide a snapshot: the
  ///   registry knows. Must return at once
  /// @return completes when the topic has been read up to its end at the time of the start, or is
  ///   empty or does not exist yet; never fails
  public Uni<Void> start(Consumer<SignedSnapshot> listener, Runnable doubt) {
    listen(listener, doubt);
    Thread.ofPlatform().daemon().name("lifecycle-reader").start(this::run);
    return Uni.createFrom().completionStage(caughtUp);
  }

  synchronized void listen(Consumer<SignedSnapshot> listener, Runnable doubt) {
    this.listener = listener;
    this.doubt = doubt;
  }

  /// Takes a snapshot that the registry answered with, whatever the clock says. The listener hears
  /// it if it is after the one known.
  ///
  /// @throws RefusedSnapshotException when it is not believed
  public synchronized void offer(DsseEnvelope answer) throws RefusedSnapshotException {
    try {
      SignedSnapshot snapshot = verifier.verify(answer);
      if (isNewer(snapshot)) {
        hear(snapshot);
      } else {
        told.add(key(snapshot));
      }
    } catch (RefusedSnapshotException e) {
      refusals.report(e.refusal(), "the registry's answer: " + e.getMessage());
      throw e;
    }
  }

  /// Returns the newest snapshot known. Thread-safe.
  public Optional<ModelLifecycleChanged> latest(String tenant, String model) {
    return Optional.ofNullable(latest.get(CloudEventHeaders.recordKey(tenant, model)))
        .map(SignedSnapshot::change);
  }

  /// Returns the newest snapshot of every model known, by the key of its record. Thread-safe.
  public Map<String, SignedSnapshot> snapshots() {
    return Map.copyOf(latest);
  }

  /// Returns whether the topic or the registry has told of a model, for any tenant. Thread-safe.
  public boolean isTold(String model) {
    return latest.entrySet().stream()
        .anyMatch(
            known ->
                told.contains(known.getKey()) && known.getValue().change().model().equals(model));
  }

  /// Returns the keys whose last record on the topic is not the newest snapshot of the model, but
  /// one that was refused or is older: compaction would remove the newest. Thread-safe.
  public Set<String> overwritten() {
    return Set.copyOf(overwritten.keySet());
  }

  private void run() {
    boolean stop = false;
    while (!stop) {
      try (KafkaConsumer<byte[], byte[]> opened =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer = opened;
        follow(opened);
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

  private void follow(KafkaConsumer<byte[], byte[]> opened) {
    synchronized (this) {
      live = false;
    }
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
    boolean read = false;
    while (stopped.getCount() > 0) {
      for (ConsumerRecord<byte[], byte[]> record : opened.poll(POLL)) {
        accept(record);
      }
      hearEarly();
      warned = false;
      if (!read && reached(opened, partitions, ends)) {
        read = true;
        readToItsEnd();
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

  synchronized void accept(ConsumerRecord<byte[], byte[]> record) {
    String key = SnapshotVerifier.key(record);
    if (record.value() == null) {
      if (latest.containsKey(key)) {
        refuse(key, Refusal.DELETED, record, "it has no value");
      }
      return;
    }
    try {
      take(key, verifier.verify(record), record);
    } catch (RefusedSnapshotException e) {
      refuse(key, e.refusal(), record, String.valueOf(e.getMessage()));
    }
  }

  private void take(String key, SignedSnapshot snapshot, ConsumerRecord<byte[], byte[]> record) {
    SignedSnapshot known = latest.get(key);
    if (isNewer(snapshot)) {
      overwritten.remove(key);
      hearInTime(snapshot);
    } else if (known != null && known.change().equals(snapshot.change())) {
      overwritten.remove(key);
      told.add(key);
      latest.put(key, snapshot);
    } else {
      refuse(
          key,
          Refusal.STALE,
          record,
          "it is %s, and one is known that is not older".formatted(snapshot.change().order()));
    }
  }

  /// A snapshot ahead of the clock waits for it: there may be no other for months.
  private void hearInTime(SignedSnapshot snapshot) {
    String key = key(snapshot);
    ModelLifecycleChanged change = snapshot.change();
    try {
      clock.checkDerived(change.pastTimes());
    } catch (InvalidEventException e) {
      SignedSnapshot waiting = early.get(key);
      if (waiting == null || change.order().isAfter(waiting.change().order())) {
        early.put(key, snapshot);
        LOG.errorf("Snapshot %s of model %s waits: %s", change.order(), key, e.getMessage());
      }
      return;
    }
    early.remove(key, snapshot);
    hear(snapshot);
  }

  private synchronized void hearEarly() {
    for (SignedSnapshot snapshot : List.copyOf(early.values())) {
      if (isNewer(snapshot)) {
        hearInTime(snapshot);
      } else {
        early.remove(key(snapshot));
      }
    }
  }

  private void hear(SignedSnapshot snapshot) {
    latest.put(key(snapshot), snapshot);
    told.add(key(snapshot));
    try {
      listener.accept(snapshot);
    } catch (RuntimeException e) {
      LOG.errorf(e, "Cannot apply a lifecycle snapshot; it counts as seen");
    }
  }

  private void refuse(
      String key, Refusal refusal, ConsumerRecord<byte[], byte[]> record, String message) {
    Refused refused =
        new Refused(
            refusal,
            "the record at offset %d of topic %s: %s".formatted(record.offset(), topic, message));
    boolean known = latest.containsKey(key);
    if (known || (!live && overwritten.size() < MAX_REFUSED_KEYS)) {
      overwritten.put(key, refused);
    }
    if (live) {
      report(refused);
    }
  }

  synchronized void readToItsEnd() {
    live = true;
    overwritten.values().forEach(this::report);
    overwritten.keySet().retainAll(latest.keySet());
  }

  private void report(Refused refused) {
    refusals.report(refused.refusal(), refused.what());
    doubt.run();
  }

  private boolean isNewer(SignedSnapshot snapshot) {
    SignedSnapshot known = latest.get(key(snapshot));
    return known == null || snapshot.change().order().isAfter(known.change().order());
  }

  private static String key(SignedSnapshot snapshot) {
    return CloudEventHeaders.recordKey(snapshot.change().tenant(), snapshot.change().model());
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
