package io.quittance.scoring.inbox;

import io.quittance.core.event.Envelope;
import io.quittance.messaging.Origin;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An accepted event and its fate.
///
/// @param contentSha256 over type, time and data: what must be equal for a repeat
/// @param origin where it was first read, null for a request by REST
/// @param decisionId null unless the fate is [Fate#DECIDED]
@SuppressWarnings("ArrayRecordComponent")
public record InboxRow(
    Envelope envelope,
    String accountId,
    byte[] contentSha256,
    Fate fate,
    @Nullable String reason,
    @Nullable Origin origin,
    @Nullable UUID decisionId) {}
