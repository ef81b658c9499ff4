package io.quittance.scoring.decision.http;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import org.jspecify.annotations.Nullable;

/// What a person does instead of what was recommended.
///
/// @param reason a code of lower-case letters, digits and hyphens
public record OverrideRequest(
    @Nullable Action action, @Nullable Offer offer, @Nullable String reason) {}
