package io.quittance.core.pack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quittance.core.signature.Dsse;
import io.quittance.core.signature.SigningKeys;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;

/// Signature of a policy pack, stored beside it in a file of its own. It is a signature as [Dsse]
/// makes them, so that one made for another purpose is never valid for a pack.
///
/// @param keyid id of the key that signed: [SigningKeys#id(PublicKey)]
/// @param signature the signature in Base64
public record PackSignature(
    @JsonProperty(value = "keyid", required = true) String keyid,
    @JsonProperty(value = "sig", required = true) String signature) {

  /// Media type of what is signed.
  public static final String TYPE = "application/vnd.quittance.policy-pack+yaml";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();
  private static final int MAX_BYTES = 1_024;
  private static final String UNREADABLE =
      "the signature is not JSON of the form {\"keyid\": …, \"sig\": …}";

  /// Signs the bytes of a pack.
  public static PackSignature sign(byte[] yaml, PrivateKey key) {
    return new PackSignature(
        SigningKeys.id(SigningKeys.publicOf(key)),
        Base64.getEncoder().encodeToString(Dsse.sign(TYPE, yaml, key)));
  }

  /// Reads the content of a signature file.
  ///
  /// @throws PolicyPackException when the content is not a signature
  public static PackSignature read(byte[] json) {
    if (json.length > MAX_BYTES) {
      throw new PolicyPackException(0, "the signature is longer than " + MAX_BYTES + " bytes");
    }
    try {
      PackSignature told = JSON.readValue(json, PackSignature.class);
      if (told != null) {
        return told;
      }
    } catch (IOException e) {
      throw new PolicyPackException(0, UNREADABLE, e);
    }
    throw new PolicyPackException(0, UNREADABLE);
  }

  /// Returns the content of a signature file.
  public String write() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("two strings are always JSON", e);
    }
  }

  /// Returns whether the key made this signature for these bytes.
  boolean isValidFor(byte[] yaml, PublicKey key) {
    try {
      byte[] told = Base64.getDecoder().decode(signature);
      return Dsse.isValid(TYPE, yaml, told, key)
          && Base64.getEncoder().encodeToString(told).equals(signature);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
