package io.quittance.retraining.training;

import java.util.Locale;

/// One point of the search.
///
/// @param maxDepth decisions on the longest way to a leaf, 1..10
/// @param eta learning rate, (0, 1]
/// @param minChildWeight least sum of hessians in a leaf
/// @param subsample share of rows each tree sees, (0, 1]
/// @param maxTrees cap of the rounds
/// @param maxBin borders per feature of the histogram
/// @param patience rounds without a better log loss before it stops
/// @param seed of the row sampling
public record Settings(
    int maxDepth,
    double eta,
    double minChildWeight,
    double subsample,
    int maxTrees,
    int maxBin,
    int patience,
    long seed) {

  public Settings {
    if (maxDepth < 1 || maxDepth > 10) {
      throw new IllegalArgumentException("depth must lie in 1..10, was " + maxDepth);
    }
    if (!(eta > 0 && eta <= 1) || !(subsample > 0 && subsample <= 1)) {
      throw new IllegalArgumentException("eta and subsample must lie in (0, 1]");
    }
    if (maxTrees < 1 || patience < 1 || maxBin < 2) {
      throw new IllegalArgumentException("trees and patience need 1 or more, bins 2 or more");
    }
  }

  /// The settings that differ between trials, in words.
  public String words() {
    return String.format(
        Locale.ROOT,
        "depth %d, eta %s, min child weight %s, subsample %s",
        maxDepth,
        eta,
        minChildWeight,
        subsample);
  }
}
