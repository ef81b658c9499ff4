package io.quittance.core.signature;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Bytes with one signature, verified or not, in the JSON form of the DSSE specification:
/// `{"payload": …, "payloadType": …, "signatures": [{"keyid": …, "sig": …}]}`, with payload and
/// signature in Base64.
///
/// @param payloadType media type of the payload
/// @param payload what is signed; must not be modified
/// @param keyId names the key that is said to have signed: [SigningKeys#id(PublicKey)]
/// @param signature must not be modified
@SuppressWarnings("ArrayRecordComponent") // equals compares the content
public record DsseEnvelope(String payloadType, byte[] payload, String keyId, byte[] signature) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final String UNREADABLE = "not a DSSE envelope with one signature";

  /// Signs bytes.
  public static DsseEnvelope sign(String payloadType, byte[] payload, KeyPair key) {
    return new DsseEnvelope(
        payloadType,
        payload,
        SigningKeys.id(key.getPublic()),
        Dsse.sign(payloadType, payload, key.getPrivate()));
  }

  /// Returns whether the key made the signature.
  public boolean isSignedBy(PublicKey key) {
    return Dsse.isValid(payloadType, payload, signature, key);
  }

  /// Reads the JSON form. Nothing is verified.
  ///
  /// @throws IOException when the bytes are not an envelope with exactly one signature
  public static DsseEnvelope read(byte[] json) throws IOException {
    try {
      Form form = JSON.readValue(json, Form.class);
      if (form == null || form.signatures().size() != 1) {
        throw new IOException(UNREADABLE);
      }
      Signed signed = Objects.requireNonNull(form.signatures().getFirst());
      return new DsseEnvelope(form.payloadType(), form.payload(), signed.keyid(), signed.sig());
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IOException(UNREADABLE, e);
    }
  }

  /// Returns the JSON form.
  public byte[] write() {
    try {
      return JSON.writeValueAsBytes(
          new Form(payload, payloadType, List.of(new Signed(keyId, signature))));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("bytes and text are always JSON", e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Form(
      @JsonProperty(value = "payload", required = true) byte[] payload,
      @JsonProperty(value = "payloadType", required = true) String payloadType,
      @JsonProperty(value = "signatures", required = true) List<Signed> signatures) {}

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Signed(
      @JsonProperty(value = "keyid", required = true) String keyid,
      @JsonProperty(value = "sig", required = true) byte[] sig) {}

  @Override
  public boolean equals(Object other) {
    return other instanceof DsseEnvelope(String type, byte[] bytes, String key, byte[] sig)
        && type.equals(payloadType)
        && Arrays.equals(bytes, payload)
        && key.equals(keyId)
        && Arrays.equals(sig, signature);
  }

  @Override
  public int hashCode() {
    return Objects.hash(payloadType, Arrays.hashCode(payload), keyId, Arrays.hashCode(signature));
  }

  @Override
  public String toString() {
    return "DsseEnvelope[%s, %d bytes, key %s]".formatted(payloadType, payload.length, keyId);
  }
}
