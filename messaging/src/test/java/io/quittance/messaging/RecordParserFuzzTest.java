package io.quittance.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quittance.core.Fuzzed;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.Outcome;
import io.quittance.core.text.Json;
import io.quittance.core.vocabulary.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.provider.MethodSource;

/// A record with its headers: a line with the topic, one with the key, one for each header, an
/// empty one, and the data.
final class RecordParserFuzzTest {

  private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
  private static final EventIdentity IDENTITY = new EventIdentity("acme", "/bank", "e-1");

  private final RecordParser parser = new RecordParser(new DefaultTopics(), Clocks.at(NOW));

  static Stream<byte[]> records() {
    return Stream.of(
        record(
            "account-events",
            new Envelope(IDENTITY, EventTypes.REVIEW_DUE, NOW, "c-1"),
            EventCodec.write(new AccountEvent.ReviewDue("a-1"))),
        record(
            "outcomes",
            new Envelope(IDENTITY, EventTypes.OPTED_OUT, NOW, null),
            EventCodec.write(new Outcome.OptedOut("a-1", Channel.SMS))));
  }

  private static byte[] record(String topic, Envelope envelope, byte[] data) {
    return CloudEventHeaders.write(envelope).entrySet().stream()
        .map(header -> header.getKey() + ":" + header.getValue())
        .collect(
            Collectors.joining(
                "\n",
                topic + "\nacme/a-1\n",
                "\n\n" + new String(data, StandardCharsets.ISO_8859_1)))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @MethodSource("records")
  @FuzzTest
  void aRecordIsPoisonOrItsHeadersAreReadAndWrittenAlike(byte[] input) {
    ConsumerRecord<byte[], byte[]> record = record(input);

    Parsed parsed = Fuzzed.bounded(input, () -> parser.parse(record));

    if (parsed instanceof Parsed.Poison poison) {
      assertTrue(poison.code().matches("[a-z]+(-[a-z]+)*"), poison::code);
      assertFalse(poison.field().isEmpty(), "poison names no field");
      return;
    }
    Envelope envelope = ((Parsed.FactRecord) parsed).envelope();
    ConsumerRecord<byte[], byte[]> written =
        new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value());
    CloudEventHeaders.write(envelope).forEach((name, value) -> header(written, name, value));
    assertEquals(envelope, CloudEventHeaders.read(written.headers()));
    Fuzzed.storable(Json.tree(CloudEventHeaders.write(envelope)));
  }

  /// Takes each character as the byte of its number, so that any bytes can stand in a header.
  private static ConsumerRecord<byte[], byte[]> record(byte[] input) {
    String[] halves = new String(input, StandardCharsets.ISO_8859_1).split("\n\n", 2);
    String[] lines = halves[0].split("\n", -1);
    boolean outcome = lines[0].equals("outcomes");
    byte[] key = lines.length < 2 ? null : lines[1].getBytes(StandardCharsets.ISO_8859_1);
    byte[] data = halves.length < 2 ? null : halves[1].getBytes(StandardCharsets.ISO_8859_1);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(outcome ? "outcomes" : "account-events", 0, 0, key, data);
    for (int i = 2; i < lines.length; i++) {
      String[] header = lines[i].split(":", 2);
      if (header.length == 2) {
        header(record, header[0], header[1]);
      } else {
        record.headers().add(header[0], null);
      }
    }
    return record;
  }

  private static void header(ConsumerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.ISO_8859_1));
  }
}
