package io.quittance.core.treatment;

import io.quittance.core.text.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/// Two numbers of [0, 1) that look random and are a function of what is drawn for and a salt: the
/// same on every host and in every replay. They are the first 16 bytes of a SHA-256.
record SaltedDraw(double first, double second) {

  private static final double UNIT = 0x1.0p-53;
  private static final MessageDigest SHA_256 = Sha256.digest();

  /// For a decision: SHA-256 of its 16 bytes, then the salt.
  static SaltedDraw of(String salt, UUID id) {
    byte[] subject =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return of(subject, salt.getBytes(StandardCharsets.UTF_8));
  }

  /// For a person: SHA-256 of the salt, a zero byte, then the name.
  static SaltedDraw of(String salt, String name) {
    return of(
        (salt + '\0').getBytes(StandardCharsets.UTF_8), name.getBytes(StandardCharsets.UTF_8));
  }

  private static SaltedDraw of(byte[] head, byte[] tail) {
    MessageDigest digest = digest();
    digest.update(head);
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(tail));
    return new SaltedDraw(uniform(hash.getLong()), uniform(hash.getLong()));
  }

  /// A copy: looking the algorithm up costs more than the digest.
  private static MessageDigest digest() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 cannot be cloned", e);
    }
  }

  /// The upper 53 bits.
  private static double uniform(long bits) {
    return (bits >>> 11) * UNIT;
  }
}
