package io.quittance.core.signature;

import io.quittance.core.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// Reads and writes Ed25519 keys (RFC 8032) as PEM text: a private key in PKCS #8, a public key as
/// SubjectPublicKeyInfo, as OpenSSL writes them. Stateless; safe for concurrent use.
public final class SigningKeys {

  private static final String ALGORITHM = "Ed25519";
  private static final int ID_DIGITS = 32;
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private SigningKeys() {}

  /// Makes a new pair of keys.
  public static KeyPair newPair() {
    try {
      return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has Ed25519", e);
    }
  }

  /// Returns the pair of a private key.
  ///
  /// @throws UnreadableKeyException when the text is not an Ed25519 private key
  public static KeyPair pair(String privatePem) {
    PrivateKey secret = privateKey(privatePem);
    return new KeyPair(publicOf(secret), secret);
  }

  /// Returns the id of a key in a signature: the first 32 hexadecimal digits of the SHA-256 of the
  /// public key's encoding.
  public static String id(PublicKey key) {
    return Sha256.hex(key.getEncoded()).substring(0, ID_DIGITS);
  }

  /// Returns a private key as PEM text. Keep it secret.
  public static String pem(PrivateKey key) {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  /// Returns a public key as PEM text.
  public static String pem(PublicKey key) {
    return pem("PUBLIC KEY", key.getEncoded());
  }

  private static String pem(String kind, byte[] encoded) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, LINES.encodeToString(encoded), kind);
  }

  /// Reads a private key.
  ///
  /// @throws UnreadableKeyException when the text is not an Ed25519 private key
  public static PrivateKey privateKey(String pem) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePrivate(new PKCS8EncodedKeySpec(body("PRIVATE KEY", pem)));
    } catch (GeneralSecurityException e) {
      throw new UnreadableKeyException("the text is not an Ed25519 private key", e);
    }
  }

  /// Reads a public key.
  ///
  /// @throws UnreadableKeyException when the text is not an Ed25519 public key
  public static PublicKey publicKey(String pem) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePublic(new X509EncodedKeySpec(body("PUBLIC KEY", pem)));
    } catch (GeneralSecurityException e) {
      throw new UnreadableKeyException("the text is not an Ed25519 public key", e);
    }
  }

  private static byte[] body(String kind, String pem) {
    String begin = "-----BEGIN " + kind + "-----";
    String end = "-----END " + kind + "-----";
    int from = pem.indexOf(begin);
    int to = pem.indexOf(end);
    if (from < 0 || to < from) {
      throw new UnreadableKeyException("the key must be PEM text beginning with " + begin);
    }
    try {
      return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to).strip());
    } catch (IllegalArgumentException e) {
      throw new UnreadableKeyException("the key is not valid Base64", e);
    }
  }

  /// Returns the public key of a private key. The JDK derives a public key only while it generates
  /// a pair, so this method generates a pair from the private key's own bytes.
  public static PublicKey publicOf(PrivateKey key) {
    byte[] seed =
        key instanceof EdECPrivateKey known ? known.getBytes().orElse(new byte[0]) : new byte[0];
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, new FixedBytes(seed));
      return generator.generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has Ed25519", e);
    }
  }

  /// Source of randomness that returns given bytes.
  private static final class FixedBytes extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    FixedBytes(byte[] bytes) {
      super(null, null);
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] wanted) {
      if (wanted.length != bytes.length) {
        throw new UnreadableKeyException("the text is not an Ed25519 private key");
      }
      System.arraycopy(bytes, 0, wanted, 0, wanted.length);
    }
  }
}
