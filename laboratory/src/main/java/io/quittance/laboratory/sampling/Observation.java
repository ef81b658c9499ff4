package io.quittance.laboratory.sampling;

import java.util.Comparator;

/// What is learned from a finished trial.
///
/// @param missing number of folds that it did not reach: 0 for a completed trial; more than the
///   number of folds for a failed one
/// @param loss lower is better
public record Observation(Point point, int missing, double loss) {

  /// Sorts completed trials first, by loss, then pruned trials, those that reached the most folds
  /// first.
  static final Comparator<Observation> BEST_FIRST =
      Comparator.comparingInt(Observation::missing).thenComparingDouble(Observation::loss);
}
