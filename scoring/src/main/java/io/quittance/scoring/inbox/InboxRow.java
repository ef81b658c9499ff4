package io.quittance.scoring.inbox;

import io.quittance.core.event.Envelope;
import io.quittance.messaging.Origin;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An accepted event and its fate.
///
/// @param contentSha256 hash of type, time and data, which a repeat must equal
/// @param origin where it was first read; null for a REST request
/// @param decisionId null unless the fate is [Fate#DECIDED]
/// @param filedAt the time whose month holds it: its event time, unless that month is no longer
///   kept
@SuppressWarnings("ArrayRecordComponent")
public record InboxRow(
    Envelope envelope,
    String accountId,
    byte[] contentSha256,
    Fate fate,
    @Nullable String reason,
    @Nullable Origin origin,
    @Nullable UUID decisionId,
    Instant filedAt) {}
