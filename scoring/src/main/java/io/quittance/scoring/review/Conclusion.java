package io.quittance.scoring.review;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewVerdict;
import org.jspecify.annotations.Nullable;

/// A person's decision on a review case.
///
/// @param reason code such as `income-verified`
/// @param action the action that replaces the recommendation; null when none does
/// @param offer the offer of that action; null exactly when `action` is
public record Conclusion(
    ReviewVerdict verdict, String reason, @Nullable Action action, @Nullable Offer offer) {}
