package io.quittance.simulator.truth;

import java.util.Arrays;
import java.util.Comparator;

/// How well decisions of a period can be ranked by whoever knows what is hidden: the AUC of the
/// true probabilities against the labels that came out. A model sees less, so it stays below, but
/// for chance.
///
/// @param from first day, inclusive
/// @param to last day, exclusive
/// @param decisions with a mature, uncensored label
/// @param positives of them
/// @param auc NaN while there is only one class
/// @param meanProbability what the truth expected on average
public record AucCeiling(
    int from, int to, long decisions, long positives, double auc, double meanProbability) {

  static AucCeiling of(int from, int to, double[] probabilities, boolean[] labels) {
    long positives = 0;
    for (boolean label : labels) {
      positives += label ? 1 : 0;
    }
    return new AucCeiling(
        from,
        to,
        labels.length,
        positives,
        auc(probabilities, labels),
        Arrays.stream(probabilities).average().orElse(Double.NaN));
  }

  /// The AUC to be expected of whoever ranks by these probabilities, if labels are independent and
  /// fall by them: the expected number of rightly ordered pairs of a positive and a negative (ties
  /// count half) over the expected number of such pairs. NaN when no pair is possible.
  public static double expected(double[] probabilities) {
    double[] sorted = probabilities.clone();
    Arrays.sort(sorted);
    double concordant = 0;
    double pairs = 0;
    double negativesBelow = 0;
    double negatives = Arrays.stream(sorted).map(p -> 1 - p).sum();
    int start = 0;
    while (start < sorted.length) {
      int end = start;
      while (end < sorted.length && sorted[end] == sorted[start]) {
        end++;
      }
      int ties = end - start;
      double p = sorted[start];
      concordant += ties * p * (negativesBelow + (ties - 1) * (1 - p) / 2);
      pairs += ties * p * (negatives - (1 - p));
      negativesBelow += ties * (1 - p);
      start = end;
    }
    return pairs > 0 ? concordant / pairs : Double.NaN;
  }

  /// Mann and Whitney's statistic with mid-ranks for ties.
  static double auc(double[] scores, boolean[] labels) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    double rankSum = 0;
    long positives = 0;
    int start = 0;
    while (start < order.length) {
      int end = start;
      while (end < order.length && scores[order[end]] == scores[order[start]]) {
        end++;
      }
      double rank = (start + 1 + end) / 2.0;
      for (int i = start; i < end; i++) {
        if (labels[order[i]]) {
          rankSum += rank;
          positives++;
        }
      }
      start = end;
    }
    long negatives = scores.length - positives;
    if (positives == 0 || negatives == 0) {
      return Double.NaN;
    }
    return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }
}
