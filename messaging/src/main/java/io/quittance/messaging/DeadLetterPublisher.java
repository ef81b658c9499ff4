package io.quittance.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.core.event.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Publishes malformed records to `<topic>-dlq`: the original bytes unchanged, the cause in
/// headers, and the original headers with the prefix `orig_`. The id is the position of the
/// original, so that a repeated delivery gives the same id.
@Singleton
public final class DeadLetterPublisher {

  /// The type of every dead letter.
  public static final String TYPE = "io.quittance.dead-letter.v1";

  private static final int MAX_HEADER_BYTES = 4_096;
  private static final int MAX_HEADERS = 64;

  private final RecordPublisher publisher;
  private final MeterRegistry metrics;
  private final Clock clock;

  public DeadLetterPublisher(RecordPublisher publisher, MeterRegistry metrics, Clock clock) {
    this.publisher = publisher;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Completes when the broker has acknowledged every dead letter. A letter that is too large for
  /// the broker is published without its bytes, and the header `dlq_value_omitted` gives their
  /// number: a record that cannot become a dead letter would block its partition.
  public Uni<Void> publish(List<Parsed.Poison> poison) {
    List<OutgoingRecord> letters = poison.stream().map(this::deadLetter).toList();
    return publisher
        .publish(letters)
        .onFailure(RecordTooLargeException.class)
        .recoverWithUni(() -> publishSmaller(letters))
        .invoke(() -> poison.forEach(this::count));
  }

  private Uni<Void> publishSmaller(List<OutgoingRecord> letters) {
    Uni<Void> done = Uni.createFrom().voidItem();
    for (OutgoingRecord letter : letters) {
      done =
          done.chain(
              () ->
                  publisher
                      .publish(List.of(letter))
                      .onFailure(RecordTooLargeException.class)
                      .recoverWithUni(() -> publisher.publish(List.of(withoutBytes(letter)))));
    }
    return done;
  }

  private static OutgoingRecord withoutBytes(OutgoingRecord letter) {
    Map<String, String> headers = new LinkedHashMap<>(letter.headers());
    headers.put("dlq_value_omitted", Integer.toString(letter.payload().length));
    return new OutgoingRecord(letter.topic(), letter.key(), headers, new byte[0]);
  }

  private void count(Parsed.Poison poison) {
    metrics
        .counter("quittance.dlq", "topic", poison.record().topic(), "cause", poison.code())
        .increment();
  }

  OutgoingRecord deadLetter(Parsed.Poison poison) {
    Origin origin = poison.origin();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(CloudEventHeaders.ID, origin.id());
    headers.put(CloudEventHeaders.SOURCE, "/quittance/dead-letter");
    headers.put(CloudEventHeaders.TYPE, TYPE);
    headers.put(CloudEventHeaders.TIME, clock.instant().toString());
    headers.put(CloudEventHeaders.SPEC_VERSION, "1.0");
    headers.put("dlq_cause", poison.code());
    headers.put("dlq_field", poison.field());
    headers.put("dlq_message", poison.message());
    headers.put("dlq_topic", origin.topic());
    headers.put("dlq_partition", Integer.toString(origin.partition()));
    headers.put("dlq_offset", Long.toString(origin.offset()));
    int copied = 0;
    for (Header header : poison.record().headers()) {
      if (header.value() != null
          && header.value().length <= MAX_HEADER_BYTES
          && copied++ < MAX_HEADERS) {
        headers.put("orig_" + header.key(), text(header.value()));
      }
    }
    byte[] value = poison.record().value();
    return new OutgoingRecord(
        Topics.deadLetter(origin.topic()),
        keyOf(poison),
        headers,
        value == null ? new byte[0] : value);
  }

  private static @Nullable String keyOf(Parsed.Poison poison) {
    Object key = poison.record().key();
    return switch (key) {
      case null -> null;
      case byte[] bytes -> text(bytes);
      default -> key.toString();
    };
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
