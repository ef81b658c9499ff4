package io.quittance.core.explain;

import io.quittance.core.model.FeatureReference;
import java.util.SplittableRandom;

/// Draws values of one feature from its distribution in training, and measures their distance from
/// the value of the explained row.
final class NeighbourSampler {

  private final FeatureReference reference;
  private final boolean categorical;
  private final float own;
  private final double scale;
  private final double[] cumulative;

  /// @param categorical whether values are codes
  /// @param own value of the explained row
  NeighbourSampler(FeatureReference reference, boolean categorical, float own) {
    this.reference = reference;
    this.categorical = categorical;
    this.own = own;
    this.scale = reference.sd() > 0 ? reference.sd() : 1;
    long[] counts = reference.counts();
    this.cumulative = new double[counts.length];
    double sum = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      sum += counts[bin];
      cumulative[bin] = sum;
    }
  }

  /// Tells whether the effect of the feature is that of leaving its value, not of moving along a
  /// scale.
  boolean byDifference() {
    return categorical || Float.isNaN(own);
  }

  /// Returns the standard deviation of the reference, or 1 where differences are counted.
  double scale() {
    return byDifference() ? 1 : scale;
  }

  /// Draws a present value: a bin by its count, then uniformly within it. Returns the row's own
  /// value when the reference has no value.
  float draw(SplittableRandom random) {
    double total = cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
    if (total == 0) {
      return own;
    }
    double at = random.nextDouble() * total;
    int bin = 0;
    while (cumulative[bin] <= at) {
      bin++;
    }
    double[] edges = reference.edges();
    return switch (reference.kind()) {
      case CATEGORICAL -> (float) edges[bin];
      case NUMERIC -> {
        double from = bin == 0 ? reference.min() : edges[bin - 1];
        double to = bin == edges.length ? reference.max() : edges[bin];
        yield (float) (from + random.nextDouble() * Math.max(0, to - from));
      }
    };
  }

  /// Returns the signed distance from the row's own value in standard deviations; 1 for another
  /// category and for a value where the row has none.
  double distance(float value) {
    if (byDifference()) {
      boolean same = value == own || (Float.isNaN(value) && Float.isNaN(own));
      return same ? 0 : 1;
    }
    return (value - (double) own) / scale;
  }
}
