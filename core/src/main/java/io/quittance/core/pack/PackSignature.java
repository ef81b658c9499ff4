package io.quittance.core.pack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/// Signature of a policy pack, stored beside it in a file of its own. It is an Ed25519 signature
/// over the pre-authentication encoding of the DSSE specification, `DSSEv1 ␠ length ␠ type ␠ length
/// ␠ bytes`, so that a signature made for another purpose is never valid for a pack.
///
/// @param keyid id of the key that signed: [PackKeys#id(PublicKey)]
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
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(preAuthenticationEncoding(yaml));
      return new PackSignature(
          PackKeys.id(PackKeys.publicOf(key)), Base64.getEncoder().encodeToString(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 signing failed", e);
    }
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
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(preAuthenticationEncoding(yaml));
      return verifier.verify(told) && Base64.getEncoder().encodeToString(told).equals(signature);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /// Returns what is signed: the pre-authentication encoding of media type and bytes.
  static byte[] preAuthenticationEncoding(byte[] yaml) {
    byte[] type = TYPE.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(yaml.length + 100);
    out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(type);
    out.writeBytes((" " + yaml.length + " ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(yaml);
    return out.toByteArray();
  }
}
