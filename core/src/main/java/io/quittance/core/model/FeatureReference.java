package io.quittance.core.model;

import java.util.Arrays;

/// How one feature was distributed when the model was trained: bins, and how many rows fell into
/// each.
///
/// Counts over the same bins can be added and compared, so a service keeps one small array per
/// window and feature.
///
/// @param kind how the edges are meant
/// @param edges strictly increasing
/// @param counts rows per bin, missing and other values apart
/// @param missing rows without a value
/// @param other rows with a value that has no bin (infinite, or not among the values)
/// @param min of the finite values; `NaN` without any, like `max`, `mean` and `sd`
/// @param sd sample standard deviation (n - 1); 0 for one value
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

  /// The name of the reference over calibrated probabilities.
  public static final String PREDICTION = "prediction";

  /// How edges are meant.
  public enum Kind {
    /// Edges are the inner borders: bin `i` holds `edges[i-1] < x ≤ edges[i]`, the first and last
    /// bins are open.
    NUMERIC,
    /// Edges are the values themselves, one bin each; any other value is "other".
    CATEGORICAL
  }

  /// @throws ModelRefusedException with rule `reference` when a part is missing, edges and counts
  ///   differ in length, the edges do not increase, or a count of the reference is negative
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

  /// The number of bins with the two for missing and other values, which come last.
  public int bins() {
    return counts.length + 2;
  }

  /// The bin of a value, in `0 … bins() - 1`.
  public int binOf(float value) {
    return binOf((double) value);
  }

  /// The bin of a value, in `0 … bins() - 1`.
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

  /// The reference's own counts in the order of [#binOf], a new array of length `bins()`.
  public long[] binCounts() {
    long[] all = Arrays.copyOf(counts, counts.length + 2);
    all[counts.length] = missing;
    all[counts.length + 1] = other;
    return all;
  }
}
