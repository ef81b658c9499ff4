package io.quittance.scoring.decision;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stored decision: canonical bytes, published and returned unchanged.
///
/// @param bytes canonical JSON; not to be modified
/// @param modelVersion null for a decision by rules alone
/// @param accountVersion see [io.quittance.core.event.DecisionMade.Subject]
@SuppressWarnings("ArrayRecordComponent")
public record StoredDecision(
    UUID decisionId,
    String tenant,
    String accountId,
    Instant decidedAt,
    byte[] bytes,
    @Nullable Integer modelVersion,
    @Nullable String correlationId,
    @Nullable Long accountVersion) {}
