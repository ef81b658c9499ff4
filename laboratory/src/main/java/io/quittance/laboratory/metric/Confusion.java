package io.quittance.laboratory.metric;

import io.quittance.core.metric.Samples;
import java.util.function.ToDoubleFunction;

/// The outcome when rows with a probability of at least the threshold are predicted positive.
/// Figures that would require division by zero are `NaN`.
///
/// @param threshold a row is predicted positive when its probability is at least this value
/// @param truePositives correctly predicted positive
/// @param falsePositives incorrectly predicted positive
/// @param trueNegatives correctly predicted negative
/// @param falseNegatives incorrectly predicted negative
public record Confusion(
    double threshold,
    long truePositives,
    long falsePositives,
    long trueNegatives,
    long falseNegatives) {

  /// Counts the rows.
  ///
  /// @throws IllegalArgumentException when the lengths differ or a probability is not a number
  public static Confusion at(double threshold, double[] probabilities, boolean[] labels) {
    Samples.check(probabilities, labels);
    long[] counts = new long[4];
    for (int i = 0; i < labels.length; i++) {
      counts[(probabilities[i] >= threshold ? 0 : 2) + (labels[i] ? 0 : 1)]++;
    }
    return new Confusion(threshold, counts[0], counts[1], counts[3], counts[2]);
  }

  /// Returns the threshold, among the probabilities, that maximises a figure; the highest one if
  /// there are ties.
  ///
  /// @param worth the figure to maximise; `NaN` never wins
  /// @throws IllegalArgumentException when there are no rows, the lengths differ or a probability
  ///   is not a number
  public static Confusion best(
      double[] probabilities, boolean[] labels, ToDoubleFunction<Confusion> worth) {
    RankedRows rows = RankedRows.of(probabilities, labels);
    if (rows.size() == 0) {
      throw new IllegalArgumentException("the best threshold needs at least one row");
    }
    Confusion best = rows.confusion(rows.groups() - 1);
    double greatest = worth.applyAsDouble(best);
    for (int group = rows.groups() - 2; group >= 0; group--) {
      Confusion next = rows.confusion(group);
      double value = worth.applyAsDouble(next);
      if (value > greatest || (Double.isNaN(greatest) && !Double.isNaN(value))) {
        best = next;
        greatest = value;
      }
    }
    return best;
  }

  /// Returns the number of all rows.
  public long rows() {
    return truePositives + falsePositives + trueNegatives + falseNegatives;
  }

  /// Returns the share of rows that are predicted positive.
  public double flagged() {
    return (double) (truePositives + falsePositives) / rows();
  }

  /// Returns the share of rows predicted positive that are positive.
  public double precision() {
    return (double) truePositives / (truePositives + falsePositives);
  }

  /// Returns the share of positive rows that are predicted positive.
  public double recall() {
    return (double) truePositives / (truePositives + falseNegatives);
  }

  /// Returns the share of negative rows that are predicted negative.
  public double specificity() {
    return (double) trueNegatives / (trueNegatives + falsePositives);
  }

  /// Returns the harmonic mean of precision and recall.
  public double f1() {
    return 2.0 * truePositives / (2.0 * truePositives + falsePositives + falseNegatives);
  }

  /// Returns recall + specificity - 1 (Youden 1950), the vertical distance of the ROC curve from
  /// chance.
  public double youden() {
    return recall() + specificity() - 1;
  }

  /// Returns the correlation of prediction and label, -1..1 (Matthews 1975).
  public double matthews() {
    return matthews(
        (double) truePositives,
        (double) falsePositives,
        (double) trueNegatives,
        (double) falseNegatives);
  }

  static double matthews(double tp, double fp, double tn, double fn) {
    return (tp * tn - fp * fn)
        / (Math.sqrt(tp + fp) * Math.sqrt(tp + fn) * Math.sqrt(tn + fp) * Math.sqrt(tn + fn));
  }
}
