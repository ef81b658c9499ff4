package io.quittance.retraining.fit;

import java.util.Locale;

/// How the best of several families may become one model.
public enum Combination {
  /// A logistic regression with weights of 0 or more on the margins. Of forests alone it is a
  /// forest again.
  STACKED,
  /// The mean of the probabilities, of the three best families.
  SOFT_VOTE;

  /// The name in manifests, reports and options, such as `soft-vote`.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
