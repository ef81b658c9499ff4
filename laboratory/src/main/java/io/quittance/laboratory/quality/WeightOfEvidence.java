package io.quittance.laboratory.quality;

import java.util.Arrays;

/// Measures how strongly a row's value of one feature points to the positive class. The weight is
/// the log ratio of the shares that the two classes have in the value's bin. It is measured on the
/// rows of the other folds, so a row never contributes to its own weight.
///
/// Numbers fall into at most 32 bins of about equal count; a value shared by many rows gets its own
/// bin. Each category is a bin, and missing values form a bin.
final class WeightOfEvidence {

  private static final int BINS = 32;
  private static final int FOLDS = 5;
  private static final double SMOOTHING = 0.5;

  private WeightOfEvidence() {}

  /// Returns one weight per row. Row `i` is in fold `i mod 5`.
  static double[] of(int[] bins, boolean[] labels) {
    int width = Arrays.stream(bins).max().orElse(0) + 1;
    double[][] counts = new double[FOLDS * 2][width];
    double[] totals = new double[FOLDS * 2];
    for (int i = 0; i < bins.length; i++) {
      int at = i % FOLDS * 2 + (labels[i] ? 1 : 0);
      counts[at][bins[i]]++;
      totals[at]++;
    }
    double[][] weights = new double[FOLDS][width];
    for (int fold = 0; fold < FOLDS; fold++) {
      for (int bin = 0; bin < width; bin++) {
        weights[fold][bin] =
            share(counts, totals, fold, 1, bin, width) - share(counts, totals, fold, 0, bin, width);
      }
    }
    double[] evidence = new double[bins.length];
    for (int i = 0; i < bins.length; i++) {
      evidence[i] = weights[i % FOLDS][bins[i]];
    }
    return evidence;
  }

  /// Returns the logarithm of a bin's share of one class in all folds except one.
  private static double share(
      double[][] counts, double[] totals, int without, int label, int bin, int width) {
    double count = SMOOTHING;
    double total = SMOOTHING * width;
    for (int fold = 0; fold < FOLDS; fold++) {
      if (fold != without) {
        count += counts[fold * 2 + label][bin];
        total += totals[fold * 2 + label];
      }
    }
    return Math.log(count / total);
  }

  /// Returns the bin of each value; bin 0 holds missing values.
  static int[] bins(float[] values, boolean categorical) {
    int[] bins = new int[values.length];
    if (categorical) {
      for (int i = 0; i < values.length; i++) {
        bins[i] = Float.isNaN(values[i]) ? 0 : 1 + Math.max(0, (int) values[i]);
      }
      return bins;
    }
    float[] edges = edges(values);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isNaN(values[i])) {
        int at = Arrays.binarySearch(edges, values[i]);
        bins[i] = at >= 0 ? 2 * at + 2 : 2 * (-at - 1) + 1;
      }
    }
    return bins;
  }

  private static float[] edges(float[] values) {
    float[] sorted = new float[values.length];
    int n = 0;
    for (float value : values) {
      if (!Float.isNaN(value)) {
        sorted[n++] = value + 0.0f;
      }
    }
    Arrays.sort(sorted, 0, n);
    float[] edges = new float[BINS - 1];
    int kept = 0;
    for (int k = 1; k < BINS && n > 0; k++) {
      float edge = sorted[(int) ((long) n * k / BINS)];
      if (kept == 0 || edges[kept - 1] != edge) {
        edges[kept++] = edge;
      }
    }
    return Arrays.copyOf(edges, kept);
  }
}
