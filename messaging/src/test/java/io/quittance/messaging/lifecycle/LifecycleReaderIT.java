package io.quittance.messaging.lifecycle;

import static io.quittance.messaging.Platform.await;
import static io.quittance.messaging.lifecycle.Signer.snapshot;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quittance.core.event.LifecycleSignature;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.Topics;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.embedded.kafka.EmbeddedKafka;
import io.quittance.embedded.kafka.TopicSpec;
import io.quittance.messaging.Clocks;
import io.quittance.messaging.EventClock;
import io.quittance.messaging.LateBroker;
import io.quittance.messaging.Platform;
import io.quittance.messaging.TopicsConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LifecycleReaderIT {

  private static final String KEY = "acme/payment-30d";

  private final Signer signer = new Signer();
  private final Platform platform = new Platform();
  private final List<LifecycleReader> readers = new ArrayList<>();
  private final List<Long> heard = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws Exception {
    readers.forEach(LifecycleReader::stop);
    platform.close();
  }

  private LifecycleReader reader(Map<String, Object> broker, TopicsConfig topics) {
    return reader(broker, topics, Clocks.now());
  }

  private LifecycleReader reader(
      Map<String, Object> broker, TopicsConfig topics, EventClock clock) {
    LifecycleReader reader =
        new LifecycleReader(broker, topics, clock, signer.verifier(), new SimpleMeterRegistry());
    readers.add(reader);
    return reader;
  }

  private LifecycleReader reader() {
    return reader(platform.broker(), platform.topicsConfig());
  }

  private void send(String key, byte @Nullable [] value) {
    platform.topics().send(Topics.MODEL_LIFECYCLE, key, Map.of(), value);
  }

  private void send(ModelLifecycleChanged snapshot) {
    sendTo(Topics.MODEL_LIFECYCLE, snapshot);
  }

  private void sendTo(String topic, ModelLifecycleChanged snapshot) {
    DsseEnvelope signed = signer.sign(snapshot);
    platform
        .topics()
        .send(
            topic,
            "acme/" + snapshot.model(),
            LifecycleSignature.headers(signed),
            signed.payload());
  }

  private void sendRevision(long revision) {
    send(snapshot("payment-30d", null, revision, (int) revision));
  }

  private void listen(SignedSnapshot snapshot) {
    heard.add(snapshot.change().revision());
  }

  private void awaitHeard(List<Long> revisions) {
    await().atMost(Platform.PATIENCE).until(() -> heard.equals(revisions));
  }

  @Test
  void hasReadTheWholeTopicWhenItSaysSo() {
    IntStream.rangeClosed(1, 500).forEach(i -> send(snapshot("m-" + i % 5, null, i, i)));
    LifecycleReader reader = reader();

    await(reader.start(this::listen, () -> {}));

    assertEquals(IntStream.rangeClosed(1, 500).mapToObj(i -> (long) i).toList(), heard);
    for (int model = 0; model < 5; model++) {
      ModelLifecycleChanged latest = reader.latest("acme", "m-" + model).orElseThrow();
      assertEquals(model == 0 ? 500 : 495 + model, latest.revision());
      assertEquals(latest.revision(), latest.champion().orElseThrow().version());
    }
    assertTrue(reader.latest("other", "m-0").isEmpty());
  }

  @Test
  void anEmptyTopicIsReadAtOnceAndThenFollowed() {
    LifecycleReader reader = reader();

    await(reader.start(this::listen, () -> {}));
    assertEquals(List.of(), heard);
    sendRevision(1);
    sendRevision(2);

    awaitHeard(List.of(1L, 2L));
    assertEquals(2, reader.latest("acme", "payment-30d").orElseThrow().revision());
  }

  @Test
  void aSnapshotOfTheFutureIsNotHeard() {
    send(
        new ModelLifecycleChanged(
            "acme", "payment-30d", 9, Instant.parse("9999-01-01T00:00:00Z"), Map.of(), null));
    sendRevision(1);
    LifecycleReader reader = reader();

    await(reader.start(this::listen, () -> {}));

    assertEquals(List.of(1L), heard);
  }

  /// The clock of this reader is behind that of the registry.
  @Test
  void aSnapshotAheadOfTheClockIsHeardOnceTheClockReachesIt() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-12-31T23:40:00Z"));
    LifecycleReader reader =
        reader(platform.broker(), platform.topicsConfig(), Clocks.of(Clocks.moved(now::get)));
    sendRevision(1);

    await(reader.start(this::listen, () -> {}));
    assertEquals(List.of(), heard);
    now.set(Instant.parse("2025-12-31T23:50:00Z"));

    awaitHeard(List.of(1L));
  }

  @Test
  void aTopicThatDoesNotExistYetIsFollowedOnceItDoes() {
    String absent = platform.topics().topic("later");
    LifecycleReader reader = reader(platform.broker(), new RenamedLifecycle(absent));

    await(reader.start(this::listen, () -> {}));
    EmbeddedKafka.createTopics(
        platform.bootstrapServers(), List.of(TopicSpec.compacted(absent, 1)));
    sendTo("later", snapshot("payment-30d", null, 4, 1));

    awaitHeard(List.of(4L));
  }

  @Test
  void everyReaderOfAGroupReadsTheWholeTopic() {
    IntStream.rangeClosed(1, 20).forEach(this::sendRevision);
    Map<String, Object> grouped = platform.broker();
    grouped.put(ConsumerConfig.GROUP_ID_CONFIG, "a-group-that-would-share-partitions");
    List<Long> first = new CopyOnWriteArrayList<>();
    List<Long> second = new CopyOnWriteArrayList<>();

    await(
        reader(grouped, platform.topicsConfig())
            .start(told -> first.add(told.change().revision()), () -> {}));
    await(
        reader(grouped, platform.topicsConfig())
            .start(told -> second.add(told.change().revision()), () -> {}));

    assertEquals(20, first.size());
    assertEquals(first, second);
  }

  @Test
  void olderAndRepeatedRevisionsAndTombstonesAreNotHeard() {
    LifecycleReader reader = reader();
    sendRevision(3);
    sendRevision(2);
    sendRevision(3);
    send(KEY, null);
    sendRevision(4);

    await(reader.start(this::listen, () -> {}));

    assertEquals(List.of(3L, 4L), heard);
    assertEquals(4, reader.latest("acme", "payment-30d").orElseThrow().revision());
  }

  /// A registry that was restored from a backup begins again with revisions that were there before.
  @Test
  void aLowerRevisionOfALaterIncarnationIsHeardAndWhatTheOldOneSaysAfterwardsIsNot() {
    LifecycleReader reader = reader();
    sendRevision(7);
    send(snapshot("payment-30d", 1_000L, 3, 3));
    sendRevision(8);
    send(snapshot("payment-30d", 999L, 9, 9));
    send(snapshot("payment-30d", 1_000L, 4, 4));

    await(reader.start(this::listen, () -> {}));

    assertEquals(List.of(7L, 3L, 4L), heard);
    assertEquals(Set.of(KEY), reader.snapshots().keySet());
    assertEquals(4, reader.latest("acme", "payment-30d").orElseThrow().revision());
  }

  @Test
  void whatIsNoSnapshotIsPassedOver() {
    sendRevision(1);
    send(KEY, "no json".getBytes(StandardCharsets.UTF_8));
    send(KEY, "{\"tenant\": \"acme\"}".getBytes(StandardCharsets.UTF_8));
    send(KEY, new byte[0]);
    sendRevision(2);

    await(reader().start(this::listen, () -> {}));

    assertEquals(List.of(1L, 2L), heard);
  }

  @Test
  void aListenerThatThrowsIsCalledWithTheNextSnapshot() {
    sendRevision(1);
    sendRevision(2);
    LifecycleReader reader = reader();
    Consumer<SignedSnapshot> failing =
        told -> {
          listen(told);
          if (told.change().revision() == 1) {
            throw new IllegalStateException("cannot apply revision 1");
          }
        };

    await(reader.start(failing, () -> {}));

    assertEquals(List.of(1L, 2L), heard);
  }

  @Test
  void whileTheBrokerIsAwayNothingIsConcludedAndAfterwardsAllIsRead() throws Exception {
    sendRevision(1);
    try (LateBroker late = new LateBroker(platform.bootstrapServers())) {
      LifecycleReader reader = reader(Platform.broker(late.address()), platform.topicsConfig());
      CompletableFuture<Void> caughtUp =
          reader.start(this::listen, () -> {}).subscribe().asCompletionStage();
      await()
          .during(Duration.ofSeconds(1))
          .atMost(Platform.PATIENCE)
          .until(() -> !caughtUp.isDone() && heard.isEmpty());

      late.arrive();

      caughtUp.get(30, TimeUnit.SECONDS);
      assertEquals(List.of(1L), heard);
    }
  }

  /// An old record, genuine, at the end of the topic: compaction leaves nothing else.
  @Test
  void anOldRecordAtTheEndOfTheTopicIsNotedAndDoubted() {
    sendRevision(1);
    sendRevision(2);
    LifecycleReader reader = reader();
    AtomicInteger doubts = new AtomicInteger();
    await(reader.start(this::listen, doubts::incrementAndGet));

    sendRevision(1);

    await().atMost(Platform.PATIENCE).until(() -> doubts.get() == 1);
    assertEquals(Set.of(KEY), reader.overwritten());
    assertEquals(List.of(1L, 2L), heard);
    sendRevision(2);
    await().atMost(Platform.PATIENCE).until(() -> reader.overwritten().isEmpty());
  }

  private record RenamedLifecycle(String modelLifecycle) implements TopicsConfig {
    @Override
    public String accountEvents() {
      return Topics.ACCOUNT_EVENTS;
    }

    @Override
    public String outcomes() {
      return Topics.OUTCOMES;
    }

    @Override
    public String decisions() {
      return Topics.DECISIONS;
    }

    @Override
    public String retrainingRequests() {
      return Topics.RETRAINING_REQUESTS;
    }
  }
}
