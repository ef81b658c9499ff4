package io.quittance.laboratory.metric;

import io.quittance.core.metric.Samples;
import java.util.function.ToDoubleFunction;

/// What happens when rows with a probability of at least the threshold are taken for positive.
/// Figures that would divide by nothing are `NaN`.
///
/// @param threshold a row is taken for positive when its probability is not below it
/// @param truePositives taken for positive, rightly
/// @param falsePositives taken for positive, wrongly
/// @param trueNegatives taken for negative, rightly
/// @param falseNegatives taken for negative, wrongly
public record Confusion(
    double threshold,
    long truePositives,
    long falsePositives,
    long trueNegatives,
    long falseNegatives) {

  /// Counts the rows.
  ///
  /// @throws IllegalArgumentException when lengths differ or a probability is not a number
  public static Confusion at(double threshold, double[] probabilities, boolean[] labels) {
    Samples.check(probabilities, labels);
    long[] counts = new long[4];
    for (int i = 0; i < labels.length; i++) {
      counts[(probabilities[i] >= threshold ? 0 : 2) + (labels[i] ? 0 : 1)]++;
    }
    return new Confusion(threshold, counts[0], counts[1], counts[3], counts[2]);
  }

  /// The threshold among the probabilities that makes a figure greatest; of equals the highest.
  ///
  /// @param worth what is to be great; `NaN` never wins
  /// @throws IllegalArgumentException without rows, when lengths differ or a probability is not a
  ///   number
  public static Confusion best(
      double[] probabilities, boolean[] labels, ToDoubleFunction<Confusion> worth) {
    RankedRows rows = RankedRows.of(probabilities, labels);
    if (rows.size() == 0) {
      throw new IllegalArgumentException("there is no best threshold without rows");
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

  /// All rows.
  public long rows() {
    return truePositives + falsePositives + trueNegatives + falseNegatives;
  }

  /// The share of rows taken for positive.
  public double flagged() {
    return (double) (truePositives + falsePositives) / rows();
  }

  /// The share of those taken for positive that are.
  public double precision() {
    return (double) truePositives / (truePositives + falsePositives);
  }

  /// The share of the positive rows that are taken for positive.
  public double recall() {
    return (double) truePositives / (truePositives + falseNegatives);
  }

  /// The share of the negative rows that are taken for negative.
  public double specificity() {
    return (double) trueNegatives / (trueNegatives + falsePositives);
  }

  /// The harmonic mean of precision and recall.
  public double f1() {
    return 2.0 * truePositives / (2.0 * truePositives + falsePositives + falseNegatives);
  }

  /// Recall + specificity - 1 (Youden 1950), the distance of the ROC curve from chance.
  public double youden() {
    return recall() + specificity() - 1;
  }

  /// The correlation of prediction and label, -1..1 (Matthews 1975).
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
