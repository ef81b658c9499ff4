package io.quittance.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.e2e.audit.Verdict;
import io.quittance.local.launch.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Publishes repeats and bad records and checks that each has exactly one fate and that valid
/// events are still decided.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PoisonIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int ACCOUNTS = 500;
  private static final int ROUNDS = 10;

  private static TestPlatform platform;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start(Part.SCORING, Part.FEEDBACK);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  @Order(1)
  void anEventPublishedAHundredTimesIsDecidedOnce() throws Exception {
    InputRecords.Input event = InputRecords.placed("SAME", Instant.parse("2026-02-02T08:00:00Z"));

    PacedPublisher.publish(platform.topics(), Collections.nCopies(100, event));
    platform.awaitNoLag(PATIENCE);

    Verdict verdict = platform.audit();
    assertTrue(verdict.holds(), verdict::toString);
    assertEquals(1, verdict.count("decisions on topic"));
    assertEquals(1, verdict.count("decisions in database"));
    assertEquals(99, verdict.count("scoring duplicate"));
  }

  @Test
  @Order(2)
  void badRecordsDoNotAffectValidEvents() throws Exception {
    List<InputRecords.Input> inputs =
        new ArrayList<>(InputRecords.events(ACCOUNTS, ROUNDS).toList());
    Map<String, Long> expected = new TreeMap<>();
    List<PoisonRecords.Bad> poison = poison(inputs);
    poison.forEach(bad -> expected.merge(bad.cause(), 1L, Long::sum));
    assertEquals(PoisonRecords.count(), expected.size());

    try (CompressingProducer bulk = new CompressingProducer(platform.bootstrapServers())) {
      inputs.forEach(bulk::send);
    }
    platform.awaitNoLag(PATIENCE);

    Verdict verdict = platform.audit();
    System.out.printf("%d bad records among %d%n%s%n", poison.size(), inputs.size(), verdict);
    assertTrue(verdict.holds(), verdict::toString);
    assertEquals(1 + ACCOUNTS * ROUNDS - poison.size(), verdict.count("decisions on topic"));
    expected.forEach(
        (cause, count) -> assertEquals(count, verdict.count("dead letters " + cause), cause));
    assertEquals(poison.size(), verdict.count("dead letters"));
  }

  @Test
  @Order(3)
  void aRecordAtTheBrokersLimitDoesNotStopProcessing() throws Exception {
    InputRecords.Input event =
        InputRecords.review("A00001", "big", Instant.parse("2026-03-20T08:00:00Z"));
    InputRecords.Input large = event.without("ce_id").withValue("x".repeat(1_048_000));

    PacedPublisher.publish(platform.topics(), List.of(large, event));
    platform.awaitNoLag(PATIENCE);

    Verdict verdict = platform.audit();
    assertTrue(verdict.holds(), verdict::toString);
    assertEquals(1, decisionsOf(event));
  }

  @Test
  @Order(4)
  void theBrokerRefusesFiveMegabytes() {
    InputRecords.Input event =
        InputRecords.review("A00001", "five", Instant.parse("2026-03-20T09:00:00Z"));

    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class,
            () ->
                platform
                    .topics()
                    .send(event.topic(), event.key(), event.headers(), new byte[5_000_000]));

    assertInstanceOf(RecordTooLargeException.class, refusal.getCause());
  }

  private static long decisionsOf(InputRecords.Input event) {
    return platform.topics().records("decisions").stream()
        .filter(record -> String.valueOf(record.key()).equals(event.key()))
        .filter(record -> new String(record.value(), UTF_8).contains(event.time().toString()))
        .count();
  }

  /// Replaces about 1 % of the deciding events, except placements, with bad records.
  private static List<PoisonRecords.Bad> poison(List<InputRecords.Input> inputs) {
    List<Integer> places = new ArrayList<>();
    int deciding = 0;
    for (int i = 0; i < inputs.size(); i++) {
      boolean placement = inputs.get(i).text().contains("jurisdiction");
      if (inputs.get(i).deciding() && !placement && ++deciding % 90 == 0) {
        places.add(i);
      }
    }
    List<PoisonRecords.Bad> poison = PoisonRecords.of(places.stream().map(inputs::get).toList());
    for (int i = 0; i < places.size(); i++) {
      inputs.set(places.get(i), poison.get(i).input());
    }
    return poison;
  }
}
