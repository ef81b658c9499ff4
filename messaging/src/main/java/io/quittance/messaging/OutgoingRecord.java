package io.quittance.messaging;

import io.quittance.core.event.Envelope;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// A record to publish, directly or through the outbox.
///
/// @param key null when any partition will do
/// @param headers in the order in which they are written
/// @param payload published unchanged; must not be modified
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record OutgoingRecord(
    String topic, @Nullable String key, Map<String, String> headers, byte[] payload) {

  public OutgoingRecord {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /// Returns a CloudEvent.
  public static OutgoingRecord of(String topic, String key, Envelope envelope, byte[] payload) {
    return new OutgoingRecord(topic, key, CloudEventHeaders.write(envelope), payload);
  }

  /// Returns the headers as one JSON object.
  public String headersJson() {
    return new JsonObject(new LinkedHashMap<String, Object>(headers)).encode();
  }

  ProducerRecord<byte[], byte[]> toProducerRecord() {
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, keyBytes, payload);
    headers.forEach((n, v) -> record.headers().add(n, v.getBytes(StandardCharsets.UTF_8)));
    return record;
  }
}
