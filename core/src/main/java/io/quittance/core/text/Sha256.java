package io.quittance.core.text;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Computes SHA-256 digests.
public final class Sha256 {

  private Sha256() {}

  /// Returns a new, empty digest. Not thread-safe.
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Returns the 32 bytes of the digest over the concatenated parts.
  public static byte[] bytes(byte[]... parts) {
    MessageDigest digest = digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  /// Returns the digest over the concatenated parts as 64 lower-case hexadecimal digits.
  public static String hex(byte[]... parts) {
    return HexFormat.of().formatHex(bytes(parts));
  }

  /// Returns the digest over the rest of a stream, read in pieces of 64 KiB, as 64 lower-case
  /// hexadecimal digits. Leaves the stream open.
  public static String hex(InputStream in) throws IOException {
    MessageDigest digest = digest();
    byte[] piece = new byte[1 << 16];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      digest.update(piece, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
