package io.quittance.messaging.lifecycle;

import io.quittance.core.event.EventCodec;
import io.quittance.core.event.LifecycleSignature;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.messaging.CloudEventHeaders;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Verifies lifecycle snapshots with the trusted keys. Sizes are bounded first, then the signature
/// is verified, and only what it covers is parsed: of a record that is its value. The other headers
/// of a record are not covered and nobody reads them. Immutable.
@Singleton
public final class SnapshotVerifier {

  /// A snapshot holds one version an alias; one of a kilobyte is long.
  static final int MAX_BYTES = 1 << 16;

  private static final int MAX_KEY_BYTES = 1_024;
  private static final int MAX_HEADER_BYTES = 512;

  private final Map<String, PublicKey> trusted;

  /// @throws IllegalStateException when no key is configured or one cannot be read
  @Inject
  public SnapshotVerifier(LifecycleKeysConfig config) {
    this(KeyFiles.trusted(config.trustedKeys()));
  }

  /// @param trusted keys by id
  public SnapshotVerifier(Map<String, PublicKey> trusted) {
    this.trusted = Map.copyOf(trusted);
  }

  /// Returns whether snapshots signed with a key are believed.
  boolean trusts(String keyId) {
    return trusted.containsKey(keyId);
  }

  /// Verifies a signed snapshot.
  ///
  /// @throws RefusedSnapshotException when it is not believed
  public SignedSnapshot verify(DsseEnvelope envelope) throws RefusedSnapshotException {
    if (envelope.payload().length > MAX_BYTES) {
      throw tooLarge("the snapshot", envelope.payload().length, MAX_BYTES);
    }
    PublicKey key = trusted.get(envelope.keyId());
    if (key == null) {
      throw new RefusedSnapshotException(
          Refusal.UNKNOWN_KEY,
          "it is signed with a key that quittance.lifecycle.trusted-keys does not name");
    }
    if (!envelope.payloadType().equals(LifecycleSignature.TYPE) || !envelope.isSignedBy(key)) {
      throw new RefusedSnapshotException(
          Refusal.BAD_SIGNATURE, "its signature does not match: it was changed after signing");
    }
    try {
      return new SignedSnapshot(
          EventCodec.read(envelope.payload(), ModelLifecycleChanged.class), envelope);
    } catch (InvalidEventException e) {
      throw new RefusedSnapshotException(
          Refusal.MALFORMED, "it is not a lifecycle snapshot: " + e.getMessage(), e);
    }
  }

  /// Verifies a record with a value.
  ///
  /// @throws RefusedSnapshotException when it is not believed
  SignedSnapshot verify(ConsumerRecord<byte[], byte[]> record) throws RefusedSnapshotException {
    if (record.value().length > MAX_BYTES) {
      throw tooLarge("the value", record.value().length, MAX_BYTES);
    }
    if (record.key() != null && record.key().length > MAX_KEY_BYTES) {
      throw tooLarge("the key", record.key().length, MAX_KEY_BYTES);
    }
    String keyId = header(record, LifecycleSignature.KEY_ID);
    String signature = header(record, LifecycleSignature.SIGNATURE);
    if (keyId == null || signature == null) {
      throw new RefusedSnapshotException(Refusal.UNSIGNED, "it is not signed");
    }
    SignedSnapshot signed =
        verify(
            new DsseEnvelope(LifecycleSignature.TYPE, record.value(), keyId, decoded(signature)));
    ModelLifecycleChanged change = signed.change();
    if (!CloudEventHeaders.recordKey(change.tenant(), change.model()).equals(key(record))) {
      throw new RefusedSnapshotException(
          Refusal.KEY_MISMATCH,
          "it is a snapshot of model %s/%s".formatted(change.tenant(), change.model()));
    }
    return signed;
  }

  /// Returns the key of a record; empty when it has none that a model could have.
  static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null || record.key().length > MAX_KEY_BYTES
        ? ""
        : new String(record.key(), StandardCharsets.UTF_8);
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name)
      throws RefusedSnapshotException {
    Header header = record.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      return null;
    }
    if (header.value().length > MAX_HEADER_BYTES) {
      throw tooLarge("header " + name, header.value().length, MAX_HEADER_BYTES);
    }
    return new String(header.value(), StandardCharsets.ISO_8859_1);
  }

  private static byte[] decoded(String signature) throws RefusedSnapshotException {
    try {
      return Base64.getDecoder().decode(signature);
    } catch (IllegalArgumentException e) {
      throw new RefusedSnapshotException(Refusal.BAD_SIGNATURE, "its signature is not Base64", e);
    }
  }

  private static RefusedSnapshotException tooLarge(String what, int bytes, int limit) {
    return new RefusedSnapshotException(
        Refusal.TOO_LARGE, "%s has %d bytes; at most %d may be".formatted(what, bytes, limit));
  }
}
