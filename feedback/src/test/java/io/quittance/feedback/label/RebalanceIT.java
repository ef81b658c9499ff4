package io.quittance.feedback.label;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quittance.core.event.DecisionMade;
import io.quittance.feedback.FeedbackProfile;
import io.quittance.feedback.Scene;
import io.quittance.feedback.Scene.Stored;
import io.quittance.testkit.QuittanceTestResource;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// Another member of the group takes partitions and stores nothing of them, as one that is stopped
/// or has just taken over.
@QuarkusTest
@TestProfile(FeedbackProfile.class)
@SuppressWarnings("NullAway.Init")
class RebalanceIT {

  private static final Instant START = Instant.parse("2026-01-01T06:00:00Z");
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final int ACCOUNTS = 24;

  QuittanceTestResource platform;

  @Inject
  @Identifier("default-kafka-broker")
  Map<String, Object> broker;

  @ConfigProperty(name = "mp.messaging.incoming.feedback.group.id")
  String group;

  @ConfigProperty(name = "quittance.label.idle-timeout")
  Duration idle;

  @Test
  void noLabelIsUnpaidWhileAPaymentIsPublishedButNotRead() throws Exception {
    Scene scene = new Scene(platform, "taken");
    List<DecisionMade> decisions = new ArrayList<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      decisions.add(scene.degraded("acc-" + i, START));
    }
    decisions.forEach(scene::publish);
    scene.flush();
    await().atMost(WAIT).until(() -> scene.decisions().size() == ACCOUNTS);

    try (Silent member = new Silent()) {
      member.awaitPartitions();
      for (int i = 0; i < ACCOUNTS; i++) {
        scene.publish(START.plus(Duration.ofDays(1)), scene.payment("acc-" + i, 5_000));
        scene.publish(START.plus(Duration.ofDays(61)), scene.payment("other-" + i, 1));
      }
      scene.flush();
      await()
          .atMost(WAIT)
          .until(() -> scene.count("select count(*) from feedback.outcome where tenant = ?") > 0);

      await().during(idle.multipliedBy(3)).atMost(WAIT).until(() -> unpaid(scene) == 0);
      assertFalse(
          scene.count("select count(*) from feedback.outcome where tenant = ?") == 2 * ACCOUNTS,
          "the other member has no partition that matters");
    }

    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertEquals(
                    Set.of(new Stored("matured", 1, 0, null)),
                    new HashSet<>(scene.decisions().values())));
  }

  private static long unpaid(Scene scene) throws SQLException {
    return scene.count(
        "select count(*) from feedback.decision where tenant = ? and label_state = 'matured' and label = 0");
  }

  private final class Silent implements AutoCloseable {

    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch assigned = new CountDownLatch(1);
    private final Thread thread;

    Silent() {
      Map<String, Object> settings = new HashMap<>(broker);
      settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
      settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
      settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
      thread = Thread.ofPlatform().start(() -> run(settings));
    }

    private void run(Map<String, Object> settings) {
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer.subscribe(
            List.of(platform.topics().topic("decisions"), platform.topics().topic("outcomes")));
        while (!closed.get()) {
          consumer.poll(Duration.ofMillis(200));
          Set<TopicPartition> mine = consumer.assignment();
          consumer.pause(mine);
          if (mine.stream().anyMatch(p -> p.topic().equals(platform.topics().topic("outcomes")))) {
            assigned.countDown();
          }
        }
      }
    }

    void awaitPartitions() {
      await().atMost(WAIT).until(() -> assigned.getCount() == 0);
    }

    @Override
    public void close() throws InterruptedException {
      closed.set(true);
      thread.join();
    }
  }
}
