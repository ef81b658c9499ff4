package io.quittance.scoring.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request for a decision.
///
/// @param requestId chosen by the caller; the same request with the same id gives the same decision
/// @param accountId an account that scoring knows
/// @param at the instant to decide as of; the clock when absent
/// @param dryRun whether to answer what would be decided, and to store and publish nothing; absent
///   means no
public record DecisionRequest(
    @Nullable String requestId,
    @Nullable String accountId,
    @Nullable Instant at,
    @Nullable Boolean dryRun) {}
