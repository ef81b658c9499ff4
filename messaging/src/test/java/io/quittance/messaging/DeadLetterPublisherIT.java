package io.quittance.messaging;

import static io.quittance.messaging.Platform.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quittance.core.event.Topics;
import io.quittance.core.text.Sha256;
import io.quittance.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeadLetterPublisherIT {

  private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
  private static final String LETTERS = Topics.deadLetter(Topics.OUTCOMES);

  private final Platform platform = new Platform();
  private final MeterRegistry metrics = new SimpleMeterRegistry();

  @AfterEach
  void close() throws Exception {
    platform.close();
  }

  private DeadLetterPublisher deadLetters(RecordPublisher publisher) {
    return new DeadLetterPublisher(publisher, metrics, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @SuppressWarnings("NullAway") // Kafka does not declare that keys and values can be absent
  private ConsumerRecord<Object, byte[]> record(
      long offset, @Nullable Object key, byte @Nullable [] value) {
    return new ConsumerRecord<>(platform.topics().topic(Topics.OUTCOMES), 2, offset, key, value);
  }

  private static Parsed.Poison poison(ConsumerRecord<Object, byte[]> record) {
    return new Parsed.Poison(record, "malformed-json", "data", "the data is no JSON");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private double counted() {
    return metrics.find("quittance.dlq").counters().stream().mapToDouble(c -> c.count()).sum();
  }

  private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }

  @Test
  void aLetterHoldsTheOriginalAndWhyAndWhere() {
    var original = record(7, bytes("acme/a-1"), new byte[] {0, -1, '{'});
    original.headers().add("ce_id", bytes("e-1")).add("traceparent", bytes("00-ab-cd-01"));

    await(deadLetters(platform.publisher()).publish(List.of(poison(original))));

    ConsumerRecord<String, byte[]> letter = platform.topics().records(LETTERS).getFirst();
    String topic = platform.topics().topic(Topics.OUTCOMES);
    assertEquals("acme/a-1", letter.key());
    assertArrayEquals(new byte[] {0, -1, '{'}, letter.value());
    assertEquals(
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("ce_id", topic + "-2-7"),
                Map.entry("ce_source", "/quittance/dead-letter"),
                Map.entry("ce_type", "io.quittance.dead-letter.v1"),
                Map.entry("ce_time", "2026-03-02T15:00:00Z"),
                Map.entry("ce_specversion", "1.0"),
                Map.entry("dlq_cause", "malformed-json"),
                Map.entry("dlq_field", "data"),
                Map.entry("dlq_message", "the data is no JSON"),
                Map.entry("dlq_topic", topic),
                Map.entry("dlq_partition", "2"),
                Map.entry("dlq_offset", "7"),
                Map.entry("orig_ce_id", "e-1"),
                Map.entry("orig_traceparent", "00-ab-cd-01"))),
        headers(letter));
    assertEquals(
        1,
        metrics
            .get("quittance.dlq")
            .tag("topic", topic)
            .tag("cause", "malformed-json")
            .counter()
            .count());
  }

  @Test
  void whatIsMissingInTheOriginalIsMissingInTheLetter() {
    await(deadLetters(platform.publisher()).publish(List.of(poison(record(1, null, null)))));

    ConsumerRecord<String, byte[]> letter = platform.topics().records(LETTERS).getFirst();
    assertNull(letter.key());
    assertEquals(0, letter.value().length);
  }

  @Test
  void headersAreBoundedInSizeAndNumber() {
    var original = record(1, "k", bytes("x"));
    original.headers().add("absent", null).add("large", new byte[4_097]);
    original.headers().add("largest", bytes("y".repeat(4_096)));
    IntStream.range(0, 100).forEach(i -> original.headers().add("h" + i, bytes("v" + i)));

    await(deadLetters(platform.publisher()).publish(List.of(poison(original))));

    List<String> copied =
        StreamSupport.stream(
                platform.topics().records(LETTERS).getFirst().headers().spliterator(), false)
            .map(Header::key)
            .filter(key -> key.startsWith("orig_"))
            .toList();
    assertEquals(64, copied.size());
    assertEquals("orig_largest", copied.getFirst());
    assertEquals("orig_h62", copied.getLast());
  }

  @Test
  void aLetterTooLargeForTheBrokerGoesWithoutItsBytesAndTheOthersKeepTheirs() {
    byte[] large = new byte[2_000_000];
    Arrays.fill(large, (byte) 'x');

    await(
        deadLetters(platform.publisher())
            .publish(
                List.of(
                    poison(record(1, "a", bytes("first"))),
                    poison(record(2, "b", large)),
                    poison(record(3, "c", bytes("third"))))));

    Map<String, ConsumerRecord<String, byte[]>> last = new TreeMap<>();
    platform.topics().records(LETTERS).forEach(letter -> last.put(letter.key(), letter));
    assertArrayEquals(bytes("first"), letter(last, "a").value());
    assertArrayEquals(bytes("third"), letter(last, "c").value());
    assertEquals(0, letter(last, "b").value().length);
    assertEquals("2000000", TestTopics.header(letter(last, "b"), "dlq_value_omitted"));
    assertEquals("2", TestTopics.header(letter(last, "b"), "dlq_offset"));
    assertNull(TestTopics.header(letter(last, "a"), "dlq_value_omitted"));
    assertEquals(3, counted());
  }

  @Test
  void aKeyOfManyBytesThatAreNoTextBecomesItsHash() {
    byte[] key = new byte[400_000];
    Arrays.fill(key, (byte) 0xff);

    await(deadLetters(platform.publisher()).publish(List.of(poison(record(1, key, bytes("x"))))));

    ConsumerRecord<String, byte[]> letter = platform.topics().records(LETTERS).getFirst();
    assertEquals("sha256:" + Sha256.hex(key), letter.key());
    assertEquals("400000", TestTopics.header(letter, "dlq_key_omitted"));
    assertArrayEquals(bytes("x"), letter.value());
  }

  @Test
  void headersLargeInNameValueOrSumAreLeftOutAndCounted() {
    byte[] noText = new byte[4_096];
    Arrays.fill(noText, (byte) 0xff);
    var original = record(1, "k", bytes("x"));
    original.headers().add("n".repeat(600_000), bytes("v")).add("kept", bytes("v"));
    IntStream.range(0, 60).forEach(i -> original.headers().add("h" + i, noText));

    await(deadLetters(platform.publisher()).publish(List.of(poison(original))));

    ConsumerRecord<String, byte[]> letter = platform.topics().records(LETTERS).getFirst();
    assertEquals("v", TestTopics.header(letter, "orig_kept"));
    assertEquals("56", TestTopics.header(letter, "dlq_headers_omitted"));
    assertArrayEquals(bytes("x"), letter.value());
  }

  @Test
  void aLongFieldOrMessageIsCut() {
    Parsed.Poison poison =
        new Parsed.Poison(
            record(1, "k", bytes("x")), "wrong-type", "f".repeat(900_000), "m".repeat(900_000));

    await(deadLetters(platform.publisher()).publish(List.of(poison)));

    ConsumerRecord<String, byte[]> letter = platform.topics().records(LETTERS).getFirst();
    assertEquals("f".repeat(255) + "\u2026", TestTopics.header(letter, "dlq_field"));
    assertEquals("m".repeat(1_023) + "\u2026", TestTopics.header(letter, "dlq_message"));
    assertArrayEquals(bytes("x"), letter.value());
  }

  @Test
  void aProducerWithASmallLimitStillTellsPlaceAndCause() {
    Map<String, Object> small = platform.broker();
    small.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
    small.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 3_000);
    var original = record(9, "k".repeat(1_000), new byte[5_000]);
    original.headers().add("h", bytes("v".repeat(2_000)));

    await(deadLetters(platform.publisher(small)).publish(List.of(poison(original))));

    ConsumerRecord<String, byte[]> letter = platform.topics().records(LETTERS).getFirst();
    assertEquals(platform.topics().topic(Topics.OUTCOMES) + "-2-9", letter.key());
    assertEquals("malformed-json", TestTopics.header(letter, "dlq_cause"));
    assertEquals("1000", TestTopics.header(letter, "dlq_key_omitted"));
    assertEquals("1", TestTopics.header(letter, "dlq_headers_omitted"));
    assertEquals("5000", TestTopics.header(letter, "dlq_value_omitted"));
    assertEquals(1, counted());
  }

  /// The broker refuses a letter without a key there, and with it what the producer sent in the
  /// same batch.
  @Test
  void onACompactedTopicALetterWithoutAKeyTakesItsPlaceAsKeyAndHoldsNoOtherUp() {
    platform.compact(LETTERS);

    await(
        deadLetters(platform.publisher())
            .publish(
                List.of(
                    poison(record(1, "a", bytes("first"))),
                    poison(record(2, null, bytes("second"))),
                    poison(record(3, "c", bytes("third"))))));

    String topic = platform.topics().topic(Topics.OUTCOMES);
    Map<String, ConsumerRecord<String, byte[]>> last = new TreeMap<>();
    platform.topics().records(LETTERS).stream()
        .filter(letter -> letter.key() != null)
        .forEach(letter -> last.put(letter.key(), letter));
    assertArrayEquals(bytes("first"), letter(last, "a").value());
    assertArrayEquals(bytes("third"), letter(last, "c").value());
    assertEquals("2", TestTopics.header(letter(last, topic + "-2-2"), "dlq_offset"));
    assertEquals(3, counted());
  }

  private static ConsumerRecord<String, byte[]> letter(
      Map<String, ConsumerRecord<String, byte[]>> letters, String key) {
    return Objects.requireNonNull(letters.get(key), key);
  }

  @Test
  void aRecordDeliveredTwiceGivesLettersOfOneId() {
    DeadLetterPublisher deadLetters = deadLetters(platform.publisher());
    Parsed.Poison poison = poison(record(5, "k", bytes("x")));

    await(deadLetters.publish(List.of(poison)));
    await(deadLetters.publish(List.of(poison)));

    assertEquals(
        1,
        platform.topics().records(LETTERS).stream()
            .map(letter -> TestTopics.header(letter, "ce_id"))
            .distinct()
            .count());
  }

  @Test
  void whileTheBrokerIsAwayNothingIsCountedAsSetAside() {
    DeadLetterPublisher deadLetters =
        deadLetters(platform.publisher(Platform.broker(Platform.nowhere())));

    assertThrows(
        TimeoutException.class,
        () -> await(deadLetters.publish(List.of(poison(record(1, "k", bytes("x")))))));

    assertEquals(0, counted());
  }

  @Test
  void noPoisonIsNoWork() {
    await(deadLetters(platform.publisher(Platform.broker(Platform.nowhere()))).publish(List.of()));

    assertEquals(0, counted());
  }
}
