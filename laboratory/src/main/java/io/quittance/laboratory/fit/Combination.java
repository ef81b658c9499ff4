package io.quittance.laboratory.fit;

import io.quittance.core.text.WireNames;

/// A way to combine the best models of several families into one.
public enum Combination {
  /// A logistic regression on the margins, with non-negative weights. If all members are forests,
  /// the result is again a forest.
  STACKED,
  /// The mean of the probabilities of the three best families.
  SOFT_VOTE;

  /// Returns the name used in manifests, reports and options, such as `soft-vote`.
  public String slug() {
    return WireNames.of(this);
  }
}
