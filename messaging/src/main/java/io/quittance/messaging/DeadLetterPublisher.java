package io.quittance.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.core.event.Topics;
import io.quittance.core.text.Sha256;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// Publishes malformed records to `<topic>-dlq`: the original bytes, the cause in headers, and the
/// original headers with the prefix `orig_`. The id is the position of the original, so that a
/// repeated delivery gives the same id.
///
/// Every letter can be published, whatever the original holds: a record that cannot become a dead
/// letter would block its partition. A key longer than 1 KiB is replaced by its hash; headers are
/// bounded in name, value, number and sum. A letter that the broker or the producer still refuses
/// loses first its bytes and then everything but its place and its cause. The headers
/// `dlq_key_omitted`, `dlq_headers_omitted` and `dlq_value_omitted` say what is missing.
@Singleton
public final class DeadLetterPublisher {

  /// The type of every dead letter.
  public static final String TYPE = "io.quittance.dead-letter.v1";

  private static final int MAX_KEY_BYTES = 1_024;
  private static final int MAX_NAME_BYTES = 256;
  private static final int MAX_HEADER_BYTES = 4_096;
  private static final int MAX_HEADERS = 64;
  private static final int MAX_HEADERS_BYTES = 65_536;
  private static final int MAX_FIELD_LENGTH = 256;
  private static final int MAX_MESSAGE_LENGTH = 1_024;

  private final RecordPublisher publisher;
  private final MeterRegistry metrics;
  private final Clock clock;

  public DeadLetterPublisher(RecordPublisher publisher, MeterRegistry metrics, Clock clock) {
    this.publisher = publisher;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Completes when the broker has acknowledged every dead letter. A failure that the broker does
  /// not call passing may be that of a neighbour in the same batch, so then each is sent alone.
  public Uni<Void> publish(List<Parsed.Poison> poison) {
    return publisher
        .publish(poison.stream().map(this::deadLetter).toList())
        .onFailure(failure -> !(failure instanceof RetriableException))
        .recoverWithUni(() -> publishSmaller(poison))
        .invoke(() -> poison.forEach(this::count));
  }

  private Uni<Void> publishSmaller(List<Parsed.Poison> poison) {
    Uni<Void> done = Uni.createFrom().voidItem();
    for (Parsed.Poison bad : poison) {
      done =
          done.chain(
              () ->
                  publish(deadLetter(bad))
                      .onFailure(DeadLetterPublisher::isRefused)
                      .recoverWithUni(() -> publish(withoutBytes(bad)))
                      .onFailure(DeadLetterPublisher::isRefused)
                      .recoverWithUni(() -> publish(placeAndCause(bad))));
    }
    return done;
  }

  private Uni<Void> publish(OutgoingRecord letter) {
    return publisher.publish(List.of(letter));
  }

  /// Returns whether the record itself is refused, so that sending it again would fail again.
  private static boolean isRefused(Throwable failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException
        || failure instanceof InvalidRecordException;
  }

  private OutgoingRecord withoutBytes(Parsed.Poison poison) {
    OutgoingRecord letter = deadLetter(poison);
    Map<String, String> headers = new LinkedHashMap<>(letter.headers());
    omitted(headers, "dlq_value_omitted", letter.payload().length);
    return new OutgoingRecord(letter.topic(), letter.key(), headers, new byte[0]);
  }

  /// Returns a letter of less than 3 kB that any topic takes, a compacted one included.
  private OutgoingRecord placeAndCause(Parsed.Poison poison) {
    Map<String, String> headers = metadata(poison);
    ConsumerRecord<?, byte[]> record = poison.record();
    omitted(headers, "dlq_key_omitted", keyOf(record).length);
    omitted(headers, "dlq_headers_omitted", record.headers().toArray().length);
    omitted(headers, "dlq_value_omitted", record.value() == null ? 0 : record.value().length);
    return new OutgoingRecord(
        Topics.deadLetter(poison.origin().topic()), poison.origin().id(), headers, new byte[0]);
  }

  private static void omitted(Map<String, String> headers, String name, int count) {
    if (count > 0) {
      headers.put(name, Integer.toString(count));
    }
  }

  private void count(Parsed.Poison poison) {
    metrics
        .counter("quittance.dlq", "topic", poison.record().topic(), "cause", poison.code())
        .increment();
  }

  OutgoingRecord deadLetter(Parsed.Poison poison) {
    ConsumerRecord<?, byte[]> record = poison.record();
    Map<String, String> headers = metadata(poison);
    byte[] original = keyOf(record);
    String key = record.key() == null ? null : text(original);
    if (key != null && bytes(key) > MAX_KEY_BYTES) {
      key = "sha256:" + Sha256.hex(original);
      omitted(headers, "dlq_key_omitted", original.length);
    }
    omitted(headers, "dlq_headers_omitted", copyHeaders(record.headers(), headers));
    byte[] value = record.value();
    return new OutgoingRecord(
        Topics.deadLetter(poison.origin().topic()),
        key,
        headers,
        value == null ? new byte[0] : value);
  }

  private Map<String, String> metadata(Parsed.Poison poison) {
    Origin origin = poison.origin();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(CloudEventHeaders.ID, origin.id());
    headers.put(CloudEventHeaders.SOURCE, "/quittance/dead-letter");
    headers.put(CloudEventHeaders.TYPE, TYPE);
    headers.put(CloudEventHeaders.TIME, clock.instant().toString());
    headers.put(CloudEventHeaders.SPEC_VERSION, "1.0");
    headers.put("dlq_cause", poison.code());
    headers.put("dlq_field", start(poison.field(), MAX_FIELD_LENGTH));
    headers.put("dlq_message", start(poison.message(), MAX_MESSAGE_LENGTH));
    headers.put("dlq_topic", origin.topic());
    headers.put("dlq_partition", Integer.toString(origin.partition()));
    headers.put("dlq_offset", Long.toString(origin.offset()));
    return headers;
  }

  /// Copies what fits and returns how many headers were left out. A header without a value is none.
  private static int copyHeaders(Headers from, Map<String, String> to) {
    int copied = 0;
    int size = 0;
    int omitted = 0;
    for (Header header : from) {
      if (header.value() == null) {
        continue;
      }
      if (copied < MAX_HEADERS
          && header.key().length() <= MAX_NAME_BYTES
          && header.value().length <= MAX_HEADER_BYTES) {
        String name = "orig_" + header.key();
        String value = text(header.value());
        int more = bytes(name) + bytes(value);
        if (bytes(name) <= MAX_NAME_BYTES && size + more <= MAX_HEADERS_BYTES) {
          to.put(name, value);
          size += more;
          copied++;
          continue;
        }
      }
      omitted++;
    }
    return omitted;
  }

  private static byte[] keyOf(ConsumerRecord<?, byte[]> record) {
    Object key = record.key();
    return switch (key) {
      case null -> new byte[0];
      case byte[] bytes -> bytes;
      default -> key.toString().getBytes(StandardCharsets.UTF_8);
    };
  }

  private static String start(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "\u2026";
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
