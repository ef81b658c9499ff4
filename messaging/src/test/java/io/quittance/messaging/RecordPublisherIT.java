package io.quittance.messaging;

import static io.quittance.messaging.Platform.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.core.event.Topics;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecordPublisherIT {

  /// The topics take at most 1 MiB a record.
  private static final int TOO_LARGE = 2_000_000;

  private final Platform platform = new Platform();

  @AfterEach
  void close() throws Exception {
    platform.close();
  }

  private OutgoingRecord record(String key, String text) {
    return new OutgoingRecord(
        platform.topics().topic(Topics.DECISIONS),
        key,
        Map.of(),
        text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> texts(String key) {
    return platform.topics().records(Topics.DECISIONS).stream()
        .filter(record -> key.equals(record.key()))
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void completesWhenTheBrokerHasEveryRecordInTheOrderGiven() {
    // A partition that was made a moment ago may refuse the first of several batches on their way,
    // and then no later attempt at it is in sequence.
    await(platform.publisher().publish(List.of(record("first", "text"))));
    List<OutgoingRecord> records =
        IntStream.range(0, 5_000).mapToObj(i -> record("key-" + i % 2, "text-" + i)).toList();

    await(platform.publisher().publish(records));

    assertEquals(IntStream.range(0, 2_500).mapToObj(i -> "text-" + 2 * i).toList(), texts("key-0"));
    assertEquals(
        IntStream.range(0, 2_500).mapToObj(i -> "text-" + (2 * i + 1)).toList(), texts("key-1"));
  }

  /// Making a producer blocks, and whoever needs the publisher may be an event loop.
  @Test
  void theProducerIsMadeWhenTheFirstRecordIsSent() {
    Map<String, Object> settings = platform.broker();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "no address");

    RecordPublisher publisher = platform.publisher(settings);

    Uni<Void> sent = publisher.publish(List.of(record("k", "text")));
    assertThrows(KafkaException.class, () -> await(sent));
  }

  @Test
  void keepsTheOrderOfCallsThatOverlap() {
    RecordPublisher publisher = platform.publisher();
    List<Uni<Void>> calls =
        IntStream.range(0, 200)
            .mapToObj(i -> publisher.publish(List.of(record("k", "call-" + i))))
            .toList();

    var subscribed = calls.stream().map(call -> call.subscribe().asCompletionStage()).toList();
    subscribed.forEach(CompletableFuture::join);

    assertEquals(IntStream.range(0, 200).mapToObj(i -> "call-" + i).toList(), texts("k"));
  }

  @Test
  void writesKeyHeadersAndBytesAsTheyAre() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_id", "e-1");
    headers.put("ce_source", "/bänk");
    headers.put("a", "");
    byte[] bytes = {0, -1, 127, 10};
    String topic = platform.topics().topic(Topics.DECISIONS);

    await(
        platform
            .publisher()
            .publish(
                List.of(
                    new OutgoingRecord(topic, "acme/ä", headers, bytes),
                    new OutgoingRecord(topic, null, Map.of(), new byte[0]))));

    List<ConsumerRecord<String, byte[]>> records = platform.topics().records(Topics.DECISIONS);
    ConsumerRecord<String, byte[]> keyed =
        records.stream().filter(record -> record.key() != null).findFirst().orElseThrow();
    assertEquals("acme/ä", keyed.key());
    assertArrayEquals(bytes, keyed.value());
    assertEquals(
        List.of("ce_id=e-1", "ce_source=/bänk", "a="),
        StreamSupport.stream(keyed.headers().spliterator(), false)
            .map(RecordPublisherIT::text)
            .toList());
    ConsumerRecord<String, byte[]> bare =
        records.stream().filter(record -> record != keyed).findFirst().orElseThrow();
    assertNull(bare.key());
    assertEquals(0, bare.value().length);
  }

  private static String text(Header header) {
    return header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8);
  }

  @Test
  void anEmptyListNeedsNoBroker() {
    await(platform.publisher(Platform.broker(Platform.nowhere())).publish(List.of()));
  }

  @Test
  void failsWhenOneRecordIsRefusedAndGoesOnWorking() {
    RecordPublisher publisher = platform.publisher();
    byte[] large = new byte[TOO_LARGE];
    Arrays.fill(large, (byte) 'x');
    OutgoingRecord refused =
        new OutgoingRecord(platform.topics().topic(Topics.DECISIONS), "k", Map.of(), large);

    assertThrows(
        RecordTooLargeException.class,
        () -> await(publisher.publish(List.of(record("k", "before"), refused))));
    await(publisher.publish(List.of(record("k", "after"))));

    assertEquals("after", texts("k").getLast());
  }

  @Test
  void failsWhileTheBrokerIsAway() {
    RecordPublisher publisher = platform.publisher(Platform.broker(Platform.nowhere()));

    assertThrows(
        TimeoutException.class, () -> await(publisher.publish(List.of(record("k", "lost")))));

    assertEquals(List.of(), texts("k"));
  }
}
