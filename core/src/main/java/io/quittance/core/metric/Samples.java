package io.quittance.core.metric;

import java.util.Arrays;

/// Scores parted by their labels.
///
/// @param positives scores of the positive rows, increasing
/// @param negatives scores of the negative rows, increasing
@SuppressWarnings("ArrayRecordComponent")
public record Samples(double[] positives, double[] negatives) {

  /// @throws IllegalArgumentException when lengths differ or a score is not a number
  static Samples of(double[] scores, boolean[] labels) {
    check(scores, labels);
    double[] positives = new double[scores.length];
    double[] negatives = new double[scores.length];
    int m = 0;
    int n = 0;
    for (int i = 0; i < scores.length; i++) {
      if (labels[i]) {
        positives[m++] = scores[i] + 0.0;
      } else {
        negatives[n++] = scores[i] + 0.0;
      }
    }
    positives = Arrays.copyOf(positives, m);
    negatives = Arrays.copyOf(negatives, n);
    Arrays.sort(positives);
    Arrays.sort(negatives);
    return new Samples(positives, negatives);
  }

  public static void check(double[] scores, boolean[] labels) {
    if (scores.length != labels.length) {
      throw new IllegalArgumentException("scores and labels differ in length");
    }
    for (double score : scores) {
      if (Double.isNaN(score)) {
        throw new IllegalArgumentException("a score is not a number");
      }
    }
  }

  /// The mean rank (from 1) of each value among all, values in the order given.
  static double[] midranks(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] rankAt = new double[sorted.length];
    int from = 0;
    while (from < sorted.length) {
      int to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      Arrays.fill(rankAt, from, to, (from + 1 + to) / 2.0);
      from = to;
    }
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      ranks[i] = rankAt[Arrays.binarySearch(sorted, values[i])];
    }
    return ranks;
  }
}
