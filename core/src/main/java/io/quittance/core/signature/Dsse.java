package io.quittance.core.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/// Signs and verifies as the specification of DSSE 1.0 says (Dead Simple Signing Envelope,
/// <https://github.com/secure-systems-lab/dsse/blob/v1.0.0/protocol.md>), with Ed25519. What is
/// signed is the pre-authentication encoding of a media type and bytes, so that a signature made
/// for one purpose is never valid for another, and nothing has to be parsed before it is verified.
/// Stateless; safe for concurrent use.
public final class Dsse {

  private static final String ALGORITHM = "Ed25519";

  private Dsse() {}

  /// Returns what is signed: `DSSEv1 ␠ length ␠ type ␠ length ␠ payload`, with lengths in bytes as
  /// decimal numbers.
  public static byte[] preAuthenticationEncoding(String type, byte[] payload) {
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 100);
    out.writeBytes(("DSSEv1 " + typeBytes.length + " ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(typeBytes);
    out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  /// Returns the signature of a payload of a media type, 64 bytes.
  public static byte[] sign(String type, byte[] payload, PrivateKey key) {
    try {
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(key);
      signer.update(preAuthenticationEncoding(type, payload));
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 signing failed", e);
    }
  }

  /// Returns whether the key made the signature for this media type and payload. Any bytes may be
  /// given as the signature.
  public static boolean isValid(String type, byte[] payload, byte[] signature, PublicKey key) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(preAuthenticationEncoding(type, payload));
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
