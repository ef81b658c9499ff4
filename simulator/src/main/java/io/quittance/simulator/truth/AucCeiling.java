package io.quittance.simulator.truth;

import java.util.Arrays;
import java.util.Comparator;

/// The best possible ranking of a period's decisions: the AUC of the true probabilities against the
/// realised labels. A model sees less and stays below it, except by chance.
///
/// @param from first day, inclusive
/// @param to last day, exclusive
/// @param decisions number of decisions with a mature, uncensored label
/// @param positives number of these with a positive label
/// @param auc NaN when only one class is present
/// @param meanProbability mean true probability
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

  /// Returns the expected AUC of a ranking by these probabilities when the labels are independent
  /// draws from them: the expected number of correctly ordered pairs of a positive and a negative
  /// (ties count half) divided by the expected number of such pairs. NaN when no pair is possible.
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

  /// Computes the AUC from the Mann–Whitney statistic, with mid-ranks for ties.
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
