package io.quittance.scoring.inbox;

import io.quittance.core.event.EventIdentity;
import io.quittance.messaging.Origin;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An identity that was accepted before, as the inbox holds it.
///
/// @param topic of its first delivery; null for a REST request
/// @param decision the stored bytes; null when the event triggered no decision
@SuppressWarnings("ArrayRecordComponent")
public record KnownEvent(
    EventIdentity identity,
    String accountId,
    byte[] contentSha256,
    @Nullable String topic,
    int partition,
    long offset,
    byte @Nullable [] decision) {

  /// Returns whether a record read there is a redelivery of the first delivery.
  public boolean isAt(Origin origin) {
    return origin.topic().equals(topic)
        && origin.partition() == partition
        && origin.offset() == offset;
  }

  /// Returns whether the content equals the accepted content.
  public boolean hasContent(byte[] sha256) {
    return Arrays.equals(contentSha256, sha256);
  }
}
