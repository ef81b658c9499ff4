package io.quittance.scoring.inbox;

import io.quittance.core.event.Envelope;
import io.quittance.core.text.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Computes the SHA-256 that tells whether two deliveries of one identity have the same content:
/// over type, time and data, each preceded by its length.
public final class ContentHash {

  private ContentHash() {}

  public static byte[] of(Envelope envelope, byte[] data) {
    MessageDigest digest = Sha256.digest();
    update(digest, envelope.type().getBytes(StandardCharsets.UTF_8));
    update(digest, envelope.time().toString().getBytes(StandardCharsets.UTF_8));
    update(digest, data);
    return digest.digest();
  }

  private static void update(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    digest.update(part);
  }
}
