package io.quittance.laboratory.sampling;

import java.util.Comparator;

/// What a finished trial taught.
///
/// @param missing folds that it did not get to: 0 for a complete trial; more than there are folds
///   for a failed one
/// @param loss lower is better
public record Observation(Point point, int missing, double loss) {

  /// Complete ones first, by loss; then the pruned ones, those that got far first.
  static final Comparator<Observation> BEST_FIRST =
      Comparator.comparingInt(Observation::missing).thenComparingDouble(Observation::loss);
}
