package io.quittance.core.event;

import io.quittance.core.text.Sha256;
import io.quittance.core.validation.Check;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.UUID;

/// The identity of an event. A source never uses an id twice within a tenant; the same identity
/// with different content is an error of the source.
///
/// @param tenant the owner of the account
/// @param source CloudEvents `source`
/// @param id CloudEvents `id`
public record EventIdentity(String tenant, String source, String id)
    implements Comparable<EventIdentity> {

  private static final Comparator<EventIdentity> ORDER =
      Comparator.comparing(EventIdentity::tenant)
          .thenComparing(EventIdentity::source)
          .thenComparing(EventIdentity::id);

  public EventIdentity {
    Check.id("tenant", tenant);
    Check.source("source", source);
    Check.eventId("id", id);
  }

  /// Returns the id of the decision that this event triggers: the first 128 bits of the SHA-256 of
  /// the three parts, each preceded by its length, as a version 8 UUID (RFC 9562). The same event
  /// gives the same id on every host and in every run.
  public UUID decisionId() {
    MessageDigest digest = Sha256.digest();
    for (String part : new String[] {tenant, source, id}) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  @Override
  public int compareTo(EventIdentity other) {
    return ORDER.compare(this, other);
  }
}
