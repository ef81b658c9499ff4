package io.quittance.core.model;

import java.util.Arrays;

/// Distribution of one feature in the training data: bins, and the number of rows in each.
///
/// Counts over the same bins can be added and compared, so a service keeps one small array per
/// window and feature.
///
/// @param name name of the feature, or [#PREDICTION]
/// @param kind meaning of the edges
/// @param edges strictly increasing, finite; not to be changed
/// @param counts rows in each bin, without missing and other values; not to be changed
/// @param missing rows without a value
/// @param other rows whose value has no bin (infinite, or not among the categories)
/// @param min smallest finite value; `NaN` when there is none, like `max`, `mean` and `sd`
/// @param max largest finite value
/// @param mean mean of the finite values
/// @param sd sample standard deviation (n − 1) of the finite values; 0 for a single value
@SuppressWarnings("ArrayRecordComponent")
public record FeatureReference(
    String name,
    Kind kind,
    double[] edges,
    long[] counts,
    long missing,
    long other,
    double min,
    double max,
    double mean,
    double sd) {

  /// Name of the reference over calibrated probabilities.
  public static final String PREDICTION = "prediction";

  /// Meaning of the edges.
  public enum Kind {
    /// Edges are the inner borders: bin `i` holds `edges[i-1] < x ≤ edges[i]`. The first and the
    /// last bin are open.
    NUMERIC,
    /// Edges are the values themselves, one bin each. Any other value counts as "other".
    CATEGORICAL
  }

  /// @throws ModelRefusedException with rule `reference` when a part is missing, edges and counts
  ///   differ in length, the edges do not increase, or a count is negative
  public FeatureReference {
    boolean fits =
        name != null
            && kind != null
            && edges != null
            && counts != null
            && counts.length == edges.length + (kind == Kind.NUMERIC ? 1 : 0)
            && missing >= 0
            && other >= 0;
    if (!fits) {
      throw new ModelRefusedException(
          "reference", "edges and counts of the reference do not match");
    }
    for (int i = 0; i < edges.length; i++) {
      if (!Double.isFinite(edges[i]) || (i > 0 && edges[i] <= edges[i - 1])) {
        throw new ModelRefusedException(
            "reference", "edges of the reference must be finite and increase");
      }
    }
    for (long count : counts) {
      if (count < 0) {
        throw new ModelRefusedException("reference", "a count of the reference is negative");
      }
    }
  }

  /// Returns the number of bins, including the last two, which hold missing and other values.
  public int bins() {
    return counts.length + 2;
  }

  /// Returns the bin of a value, from 0 to `bins() - 1`.
  public int binOf(float value) {
    return binOf((double) value);
  }

  /// Returns the bin of a value, from 0 to `bins() - 1`.
  public int binOf(double value) {
    if (Double.isNaN(value)) {
      return counts.length;
    }
    if (Double.isInfinite(value)) {
      return counts.length + 1;
    }
    int found = Arrays.binarySearch(edges, value + 0.0);
    return switch (kind) {
      case NUMERIC -> found >= 0 ? found : -found - 1;
      case CATEGORICAL -> found >= 0 ? found : counts.length + 1;
    };
  }

  /// Returns the reference's own counts, indexed as [#binOf] numbers the bins, in a new array of
  /// length `bins()`.
  public long[] binCounts() {
    long[] all = Arrays.copyOf(counts, counts.length + 2);
    all[counts.length] = missing;
    all[counts.length + 1] = other;
    return all;
  }
}
