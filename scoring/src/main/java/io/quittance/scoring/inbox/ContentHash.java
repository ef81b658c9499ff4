package io.quittance.scoring.inbox;

import io.quittance.core.event.Envelope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 over what makes two deliveries of one identity the same event: type, time and data, each
/// after its length.
public final class ContentHash {

  private ContentHash() {}

  public static byte[] of(Envelope envelope, byte[] data) {
    MessageDigest digest = sha256();
    update(digest, envelope.type().getBytes(StandardCharsets.UTF_8));
    update(digest, envelope.time().toString().getBytes(StandardCharsets.UTF_8));
    update(digest, data);
    return digest.digest();
  }

  private static void update(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    digest.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
