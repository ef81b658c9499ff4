package io.quittance.laboratory.fit;

import io.quittance.core.text.WireNames;

/// How the best of several families may become one model.
public enum Combination {
  /// A logistic regression with weights of 0 or more on the margins. Of forests alone it is a
  /// forest again.
  STACKED,
  /// The mean of the probabilities, of the three best families.
  SOFT_VOTE;

  /// The name in manifests, reports and options, such as `soft-vote`.
  public String slug() {
    return WireNames.of(this);
  }
}
