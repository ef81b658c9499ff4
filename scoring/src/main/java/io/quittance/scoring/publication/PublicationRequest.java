package io.quittance.scoring.publication;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/decisions/publications`.
///
/// @param from first time of the decisions
/// @param to end of their times, exclusive
/// @param accountId null for all accounts
/// @param after `next` of the answer before; null for the first page
public record PublicationRequest(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String accountId,
    @Nullable String after) {}
