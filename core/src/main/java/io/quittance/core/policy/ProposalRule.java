package io.quittance.core.policy;

import io.quittance.core.event.ReviewKind;
import org.jspecify.annotations.Nullable;

/// When something that only a person may decide is put before one.
///
/// @param kind what is proposed
/// @param mostProbability propose only when the model sees no action under which the probability of
///   payment is higher; null proposes by days past due and balance alone, also without a model
public record ProposalRule(
    ReviewKind kind,
    int fromDaysPastDue,
    long leastBalanceMinor,
    @Nullable Double mostProbability) {

  public ProposalRule {
    if (fromDaysPastDue < 0 || leastBalanceMinor < 1) {
      throw new IllegalArgumentException(
          "a proposal needs fromDaysPastDue of 0 or more and leastBalanceMinor of 1 or more");
    }
    if (mostProbability != null && !(mostProbability >= 0 && mostProbability <= 1)) {
      throw new IllegalArgumentException("mostProbability must lie in [0, 1]");
    }
  }

  /// @param highest probability of payment over all actions, null without a model
  boolean proposes(int daysPastDue, long balanceMinor, @Nullable Double highest) {
    return daysPastDue >= fromDaysPastDue
        && balanceMinor >= leastBalanceMinor
        && (mostProbability == null || (highest != null && highest <= mostProbability));
  }
}
