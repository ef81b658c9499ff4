package io.quittance.e2e.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// A record as the auditor sees it: by its headers, with none of the platform's code.
record Seen(
    String position,
    String tenant,
    @Nullable String source,
    @Nullable String id,
    @Nullable String type,
    String key,
    byte[] data) {

  static Seen of(ConsumerRecord<byte[], byte[]> record) {
    String tenant = header(record, "ce_tenant");
    return new Seen(
        position(record.topic(), record.partition(), record.offset()),
        tenant == null ? "default" : tenant,
        header(record, "ce_source"),
        header(record, "ce_id"),
        header(record, "ce_type"),
        record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
        record.value() == null ? new byte[0] : record.value());
  }

  static String position(String topic, int partition, long offset) {
    return topic + "-" + partition + "-" + offset;
  }

  static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /// Of which decision this event would be the cause: the first 16 bytes of the SHA-256 over the
  /// length-prefixed parts, marked as UUID version 8, variant 2.
  UUID decisionId() {
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
}
