package io.quittance.laboratory.fit;

import io.quittance.laboratory.training.Family;
import java.util.List;
import java.util.Locale;

/// The comparison of a combination with the best family, on rows that neither was trained on.
///
/// @param members best first
/// @param logLoss on all held-out rows; the weights of the members are fitted on the other folds
/// @param gain mean reduction of the log loss compared with the best family; positive is better
/// @param standardError of the gain, from the row-by-row differences
/// @param chosen whether the combination becomes the model
public record CombinationResult(
    Combination combination,
    List<Family> members,
    double logLoss,
    double gain,
    double standardError,
    boolean chosen) {

  /// A gain of fewer standard errors counts as noise.
  static final double BEYOND_NOISE = 1.96;

  public CombinationResult {
    members = List.copyOf(members);
  }

  boolean isBeyondNoise() {
    return gain > BEYOND_NOISE * standardError;
  }

  CombinationResult asChosen() {
    return new CombinationResult(combination, members, logLoss, gain, standardError, true);
  }

  /// Returns the comparison as one sentence.
  public String words() {
    return String.format(
        Locale.ROOT,
        "%s of %s: log loss %.5f out of fold, %+.5f ± %.5f against the best family, %s",
        combination.slug(),
        String.join(", ", members.stream().map(Family::slug).toList()),
        logLoss,
        -gain,
        BEYOND_NOISE * standardError,
        chosen ? "chosen" : isBeyondNoise() ? "better, not chosen" : "not better beyond noise");
  }
}
