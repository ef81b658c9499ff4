package io.quittance.laboratory.quality;

import java.util.Arrays;

/// How strongly each row's value of one feature speaks for the positive class: the log ratio of
/// both classes' shares of its bin, measured on the rows of the other folds, so that a row never
/// speaks for itself.
///
/// Numbers fall into at most 32 bins of about equal count, a value that many rows share into one of
/// its own; a category is a bin; missing is a bin.
final class WeightOfEvidence {

  private static final int BINS = 32;
  private static final int FOLDS = 5;
  private static final double SMOOTHING = 0.5;

  private WeightOfEvidence() {}

  /// One weight per row. Row `i` is in fold `i mod 5`.
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

  /// The logarithm of a bin's share of one class in all folds but one.
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

  /// The bin of each value: 0 is missing.
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
