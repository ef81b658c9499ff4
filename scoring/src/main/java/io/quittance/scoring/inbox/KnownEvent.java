package io.quittance.scoring.inbox;

import io.quittance.core.event.EventIdentity;
import io.quittance.messaging.Origin;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the inbox says of an identity that was seen before.
///
/// @param topic of its first delivery, null for a request by REST
/// @param decision the stored bytes when the event was decided
@SuppressWarnings("ArrayRecordComponent")
public record KnownEvent(
    EventIdentity identity,
    String accountId,
    byte[] contentSha256,
    @Nullable String topic,
    int partition,
    long offset,
    byte @Nullable [] decision) {

  /// Whether a record read there is the first delivery, delivered again.
  public boolean isAt(Origin origin) {
    return origin.topic().equals(topic)
        && origin.partition() == partition
        && origin.offset() == offset;
  }

  /// Whether the content is what was accepted.
  public boolean hasContent(byte[] sha256) {
    return Arrays.equals(contentSha256, sha256);
  }
}
