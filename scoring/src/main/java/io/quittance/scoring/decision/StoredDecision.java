package io.quittance.scoring.decision;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stored decision: canonical bytes, published and returned unchanged.
///
/// @param bytes canonical JSON; not to be modified
/// @param modelVersion null for a decision by rules alone
/// @param accountVersion see [io.quittance.core.event.DecisionMade.Subject]
/// @param filedAt the time whose month holds it: that of the decision, unless that month is no
///   longer kept
@SuppressWarnings("ArrayRecordComponent")
public record StoredDecision(
    UUID decisionId,
    String tenant,
    String accountId,
    Instant decidedAt,
    byte[] bytes,
    @Nullable Integer modelVersion,
    @Nullable String correlationId,
    @Nullable Long accountVersion,
    Instant filedAt) {

  StoredDecision filedAt(Instant time) {
    return new StoredDecision(
        decisionId,
        tenant,
        accountId,
        decidedAt,
        bytes,
        modelVersion,
        correlationId,
        accountVersion,
        time);
  }
}
