package io.quittance.core.treatment;

import io.quittance.core.text.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/// Two pseudo-random numbers in [0, 1) that are a function of a subject and a salt, so that every
/// host and every replay draws the same. They are taken from the first 16 bytes of a SHA-256.
record SaltedDraw(double first, double second) {

  private static final double UNIT = 0x1.0p-53;
  private static final MessageDigest SHA_256 = Sha256.digest();

  /// Draws for a decision: SHA-256 over the 16 bytes of its id, then the salt.
  static SaltedDraw of(String salt, UUID id) {
    byte[] subject =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return of(subject, salt.getBytes(StandardCharsets.UTF_8));
  }

  /// Draws for a person: SHA-256 over the salt, a zero byte, then the name.
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

  /// Returns a copy of the digest, which costs less than looking the algorithm up.
  private static MessageDigest digest() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 cannot be cloned", e);
    }
  }

  /// Converts the upper 53 bits to a number in [0, 1).
  private static double uniform(long bits) {
    return (bits >>> 11) * UNIT;
  }
}
