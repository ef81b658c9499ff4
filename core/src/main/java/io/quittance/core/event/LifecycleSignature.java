package io.quittance.core.event;

import io.quittance.core.signature.DsseEnvelope;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Map;

/// The registry's signature of a lifecycle snapshot. On Kafka it travels in two headers of the
/// record; the payload that it covers is the record's value.
public final class LifecycleSignature {

  /// Media type of what is signed.
  public static final String TYPE = "application/vnd.quittance.model-lifecycle+json";

  /// Header with the id of the key.
  public static final String KEY_ID = "dsse_keyid";

  /// Header with the signature in Base64.
  public static final String SIGNATURE = "dsse_sig";

  private LifecycleSignature() {}

  /// Signs the canonical bytes of a snapshot.
  public static DsseEnvelope sign(ModelLifecycleChanged snapshot, KeyPair key) {
    return DsseEnvelope.sign(TYPE, EventCodec.write(snapshot), key);
  }

  /// Returns the headers that carry the signature.
  public static Map<String, String> headers(DsseEnvelope signed) {
    return Map.of(
        KEY_ID, signed.keyId(), SIGNATURE, Base64.getEncoder().encodeToString(signed.signature()));
  }
}
