package io.quittance.scoring.decision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.Outcome;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.scoring.Events;
import io.quittance.scoring.Platform;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every row of `docs/reference/bad-input.md`, on the running service.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@SuppressWarnings("NullAway.Init")
final class BadInputIT {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");
  private static final Path TABLE = Path.of("../docs/reference/bad-input.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\|[^|]*\\| DLQ \\| `([a-z-]+)` \\|");

  QuittanceTestResource surroundings;
  @Inject InputsConsumer consumer;

  /// A record that must end in the dead-letter topic.
  @SuppressWarnings("ArrayRecordComponent")
  private record Bad(
      String cause, String topic, @Nullable String key, Map<String, String> headers, byte[] data) {}

  @Test
  void everyCauseOfTheTableIsProducedAndNothingElseStops() throws IOException {
    TestTopics topics = surroundings.topics();
    Platform platform = new Platform(surroundings);
    Envelope first =
        Events.envelope("default", "b-first", TIME, Events.placed("a-b1", "p-b1", TIME));
    Events.send(topics, first, Events.placed("a-b1", "p-b1", TIME));
    platform.awaitDecision(first.identity());

    List<Bad> all = everything();
    for (Bad bad : all) {
      topics.sendLater(bad.topic(), bad.key(), bad.headers(), bad.data());
    }
    topics.flush();
    AccountEvent review = new AccountEvent.ReviewDue("a-b1");
    Envelope last = Events.envelope("default", "b-last", TIME.plus(Duration.ofDays(1)), review);
    Events.send(topics, last, review);

    platform.awaitDecision(last.identity());
    Set<String> produced = new TreeSet<>();
    for (Bad bad : all) {
      String mark = bad.headers().get("x-mark");
      assertNotNull(mark);
      ConsumerRecord<String, byte[]> letter =
          platform.awaitDeadLetter(bad.topic(), "orig_x-mark", mark);
      assertEquals(bad.cause(), TestTopics.header(letter, "dlq_cause"), mark);
      assertArrayEquals(bad.data(), letter.value(), mark);
      String place =
          TestTopics.header(letter, "dlq_topic")
              + "-"
              + TestTopics.header(letter, "dlq_partition")
              + "-"
              + TestTopics.header(letter, "dlq_offset");
      assertEquals(place, TestTopics.header(letter, "ce_id"));
      assertEquals(
          List.of("DLQ " + bad.cause()),
          platform.query(
              "select fate || ' ' || reason from scoring.fate_log"
                  + " where topic || '-' || kafka_partition || '-' || kafka_offset = ?",
              place));
      produced.add(bad.cause());
    }
    produced.add(tooLarge(platform));
    assertEquals(documented(), produced);
  }

  @Test
  void theBrokerRefusesFiveMegabytes() {
    Map<String, String> headers = placedHeaders("five-megabytes");
    byte[] data = new byte[5 * 1024 * 1024];
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class,
            () -> surroundings.topics().send("account-events", "default/a-b2", headers, data));
    assertTrue(refused.getCause() instanceof RecordTooLargeException);
  }

  /// What a broker with a higher limit (or a compressed batch) lets through, and what is then too
  /// large for the dead-letter topic, too.
  private String tooLarge(Platform platform) {
    String topic = surroundings.topics().topic("account-events");
    Envelope envelope = Events.envelope("default", "b-large", TIME, EventTypes.PLACED);
    ConsumerRecord<byte[], byte[]> record =
        Events.record(topic, 0, 2_000_000, envelope, "a-b4", new byte[5 * 1024 * 1024]);
    consumer
        .on(new ConsumerRecords<>(Map.of(new TopicPartition(topic, 0), List.of(record)), Map.of()))
        .await()
        .atMost(Platform.PATIENCE);
    ConsumerRecord<String, byte[]> letter =
        platform.awaitDeadLetter("account-events", "ce_id", topic + "-0-2000000");
    assertEquals("5242880", TestTopics.header(letter, "dlq_value_omitted"));
    assertEquals(0, letter.value().length);
    return String.valueOf(TestTopics.header(letter, "dlq_cause"));
  }

  private static Set<String> documented() throws IOException {
    Set<String> causes = new TreeSet<>();
    Matcher rows = ROW.matcher(Files.readString(TABLE));
    while (rows.find()) {
      causes.add(rows.group(1));
    }
    return causes;
  }

  private List<Bad> everything() {
    List<Bad> all = new ArrayList<>();
    headers(all);
    contents(all);
    Envelope envelope = Events.envelope("default", "b-first", TIME, EventTypes.PLACED);
    byte[] other = EventCodec.write(Events.placed("a-b1", "p-b1", TIME, 99, "USD"));
    all.add(bad("identity-conflict", "default/a-b1", marked(envelope, "other-content"), other));
    Outcome payment = new Outcome.PaymentReceived("a-b1", "pay-b", 100, "EUR");
    all.add(
        new Bad(
            "currency-mismatch",
            "outcomes",
            "default/a-b1",
            marked(Events.envelope("default", "b-eur", TIME, payment), "other-currency"),
            EventCodec.write(payment)));
    return all;
  }

  private static void headers(List<Bad> all) {
    for (String header : List.of("ce_id", "ce_source", "ce_type", "ce_time", "ce_specversion")) {
      Map<String, String> headers = placedHeaders("without-" + header);
      headers.remove(header);
      all.add(bad("missing-header", "default/a-b3", headers, placedData()));
    }
    Map<String, String> noTime = placedHeaders("bad-time");
    noTime.put("ce_time", "yesterday");
    all.add(bad("invalid-header", "default/a-b3", noTime, placedData()));
    Map<String, String> future = placedHeaders("future");
    future.put("ce_time", Instant.now().plus(Duration.ofHours(1)).toString());
    all.add(bad("future-time", "default/a-b3", future, placedData()));
    Map<String, String> unknown = placedHeaders("unknown-type");
    unknown.put("ce_type", "io.quittance.account.exploded.v1");
    all.add(bad("unknown-type", "default/a-b3", unknown, placedData()));
    all.add(bad("missing-key", null, placedHeaders("no-key"), placedData()));
    all.add(bad("key-mismatch", "default/other", placedHeaders("wrong-key"), placedData()));
    all.add(bad("key-mismatch", "acme/a-b3", placedHeaders("wrong-tenant"), placedData()));
  }

  private static void contents(List<Bad> all) {
    content(all, "malformed-json", "malformed", "{\"accountId\": ");
    content(all, "missing-data", "empty", "");
    String placed = new String(placedData(), StandardCharsets.UTF_8);
    content(all, "missing-field", "no-debtor", placed.replace("\"debtorId\":\"p-b3\",", ""));
    content(all, "wrong-type", "amount-as-text", placed.replace(":125000", ":\"much\""));
    content(all, "wrong-type", "amount-in-units", placed.replace(":125000", ":1250.5"));
    content(all, "negative-amount", "negative", placed.replace(":125000", ":-1"));
    content(all, "unknown-currency", "no-currency", placed.replace("\"USD\"", "\"DOL\""));
    content(all, "unknown-time-zone", "no-zone", placed.replace("America/Chicago", "Mars/Base"));
    content(all, "out-of-range", "ten-thousand-days", placed.replace(":45", ":99999"));
    content(all, "invalid-field", "id-with-space", placed.replace("\"p-b3\"", "\"p b3\""));
  }

  private static void content(List<Bad> all, String cause, String mark, String data) {
    all.add(bad(cause, "default/a-b3", placedHeaders(mark), data.getBytes(StandardCharsets.UTF_8)));
  }

  private static Bad bad(
      String cause, @Nullable String key, Map<String, String> headers, byte[] data) {
    return new Bad(cause, "account-events", key, headers, data);
  }

  private static byte[] placedData() {
    return EventCodec.write(Events.placed("a-b3", "p-b3", TIME));
  }

  private static Map<String, String> placedHeaders(String mark) {
    return marked(Events.envelope("default", "b-" + mark, TIME, EventTypes.PLACED), mark);
  }

  private static Map<String, String> marked(Envelope envelope, String mark) {
    Map<String, String> headers = new LinkedHashMap<>(CloudEventHeaders.write(envelope));
    headers.put("x-mark", mark);
    return headers;
  }
}
