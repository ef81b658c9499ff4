package io.quittance.e2e.audit.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// A record as the auditor reads it, parsed from its headers without the platform's code.
///
/// @param position topic-partition-offset
/// @param time event time, [Instant#MIN] when it is missing or malformed
/// @param cause why the record was refused, for a dead letter
/// @param omitted number of bytes that a dead letter omits, for a record beyond the broker's limit
/// @param size bytes of key, headers and data
public record AuditedRecord(
    String position,
    String tenant,
    @Nullable String source,
    @Nullable String id,
    @Nullable String type,
    Instant time,
    @Nullable String cause,
    @Nullable String omitted,
    String key,
    byte[] data,
    int size) {

  private static final int LARGE = 1_000_000;
  private static final byte[] NOTHING = new byte[0];

  public static AuditedRecord of(ConsumerRecord<byte[], byte[]> record) {
    String tenant = header(record, "ce_tenant");
    return new AuditedRecord(
        position(record.topic(), record.partition(), record.offset()),
        tenant == null ? "default" : tenant,
        header(record, "ce_source"),
        header(record, "ce_id"),
        header(record, "ce_type"),
        time(header(record, "ce_time")),
        header(record, "dlq_cause"),
        header(record, "dlq_value_omitted"),
        record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
        record.value() == null ? NOTHING : record.value(),
        size(record));
  }

  private static int size(ConsumerRecord<byte[], byte[]> record) {
    int size = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    for (Header header : record.headers()) {
      size += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }

  public static String position(String topic, int partition, long offset) {
    return topic + "-" + partition + "-" + offset;
  }

  public boolean sameContent(AuditedRecord other) {
    return Objects.equals(type, other.type)
        && time.equals(other.time)
        && Arrays.equals(data, other.data);
  }

  /// Returns whether this dead letter holds the bytes of the refused record or, for a record that
  /// is too large to publish again, the number of bytes omitted.
  public boolean carries(AuditedRecord refused) {
    return omitted == null
        ? Arrays.equals(data, refused.data)
        : data.length == 0
            && refused.size > LARGE
            && omitted.equals(Integer.toString(refused.data.length));
  }

  /// Returns the id of the decision that this event causes: the first 16 bytes of the SHA-256 of
  /// the length-prefixed parts, marked as UUID version 8, variant 2.
  public UUID decisionId() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {tenant, String.valueOf(source), String.valueOf(id)}) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        sha.update(
            new byte[] {
              (byte) (bytes.length >>> 24),
              (byte) (bytes.length >>> 16),
              (byte) (bytes.length >>> 8),
              (byte) bytes.length
            });
        sha.update(bytes);
      }
      byte[] hash = sha.digest();
      hash[6] = (byte) (0x80 | (hash[6] & 0x0F));
      hash[8] = (byte) (0x80 | (hash[8] & 0x3F));
      ByteBuffer buffer = ByteBuffer.wrap(hash);
      return new UUID(buffer.getLong(), buffer.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Instant time(@Nullable String text) {
    try {
      return text == null ? Instant.MIN : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return Instant.MIN;
    }
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
