package io.quittance.scoring.review;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewVerdict;
import org.jspecify.annotations.Nullable;

/// A person's decision on a review case.
///
/// @param reason a code, such as `income-verified`
/// @param action what is done instead of what was recommended, null when nothing is said of it
/// @param offer with what words; null exactly when `action` is
public record Conclusion(
    ReviewVerdict verdict, String reason, @Nullable Action action, @Nullable Offer offer) {}
