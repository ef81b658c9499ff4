package io.quittance.core.metric;

import java.util.LinkedHashMap;
import java.util.Map;

/// How well scores part the labels and how well probabilities match them. A figure that needs both
/// classes, or any row, is `NaN` without them. A `NaN` score, or lengths that differ, are an
/// `IllegalArgumentException`.
public final class ClassificationMetrics {

  private static final double CLIP = 1e-15;
  private static final int CALIBRATION_BINS = 10;

  private ClassificationMetrics() {}

  /// All figures of one set of rows.
  ///
  /// @param calibrationError see [#expectedCalibrationError(double\[\], boolean\[\])]
  public record Summary(
      long rows,
      long positives,
      double auc,
      double logLoss,
      double brier,
      double ks,
      double calibrationError,
      double meanPrediction,
      double positiveRate) {

    /// The figures by name, as a manifest holds them.
    public Map<String, Double> asMap() {
      Map<String, Double> map = new LinkedHashMap<>();
      map.put("rows", (double) rows);
      map.put("positives", (double) positives);
      map.put("auc", auc);
      map.put("logLoss", logLoss);
      map.put("brier", brier);
      map.put("ks", ks);
      map.put("calibrationError", calibrationError);
      map.put("meanPrediction", meanPrediction);
      map.put("positiveRate", positiveRate);
      return map;
    }
  }

  public static Summary summary(double[] probabilities, boolean[] labels) {
    long positives = 0;
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      positives += labels[i] ? 1 : 0;
      sum += probabilities[i];
    }
    int n = labels.length;
    return new Summary(
        n,
        positives,
        auc(probabilities, labels),
        logLoss(probabilities, labels),
        brier(probabilities, labels),
        ks(probabilities, labels),
        expectedCalibrationError(probabilities, labels),
        n == 0 ? Double.NaN : sum / n,
        n == 0 ? Double.NaN : (double) positives / n);
  }

  /// The chance that a positive row scores above a negative one, ties counting half (Mann and
  /// Whitney 1947).
  public static double auc(double[] scores, boolean[] labels) {
    Samples samples = Samples.of(scores, labels);
    double[] positives = samples.positives();
    double[] negatives = samples.negatives();
    if (positives.length == 0 || negatives.length == 0) {
      return Double.NaN;
    }
    int below = 0;
    int notAbove = 0;
    double wins = 0;
    for (double score : positives) {
      while (below < negatives.length && negatives[below] < score) {
        below++;
      }
      while (notAbove < negatives.length && negatives[notAbove] <= score) {
        notAbove++;
      }
      wins += (below + (double) notAbove) / 2;
    }
    return wins / positives.length / negatives.length;
  }

  /// Mean negative log-likelihood in nats, probabilities clipped to [1e-15, 1 - 1e-15].
  public static double logLoss(double[] probabilities, boolean[] labels) {
    Samples.check(probabilities, labels);
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += logLoss(probabilities[i], labels[i]);
    }
    return sum / labels.length;
  }

  public static double logLoss(double probability, boolean label) {
    double p = Math.clamp(probability, CLIP, 1 - CLIP);
    return label ? -Math.log(p) : -Math.log1p(-p);
  }

  /// Mean squared difference of probability and outcome (Brier 1950, for two classes).
  public static double brier(double[] probabilities, boolean[] labels) {
    Samples.check(probabilities, labels);
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double difference = probabilities[i] - (labels[i] ? 1 : 0);
      sum += difference * difference;
    }
    return sum / labels.length;
  }

  /// The greatest distance between the score distributions of both classes (Kolmogorov and
  /// Smirnov).
  public static double ks(double[] scores, boolean[] labels) {
    Samples samples = Samples.of(scores, labels);
    double[] positives = samples.positives();
    double[] negatives = samples.negatives();
    if (positives.length == 0 || negatives.length == 0) {
      return Double.NaN;
    }
    int i = 0;
    int j = 0;
    double greatest = 0;
    while (i < positives.length && j < negatives.length) {
      double at = Math.min(positives[i], negatives[j]);
      while (i < positives.length && positives[i] == at) {
        i++;
      }
      while (j < negatives.length && negatives[j] == at) {
        j++;
      }
      double distance = (double) i / positives.length - (double) j / negatives.length;
      greatest = Math.max(greatest, Math.abs(distance));
    }
    return greatest;
  }

  /// Expected calibration error over 10 bins of equal count.
  public static double expectedCalibrationError(double[] probabilities, boolean[] labels) {
    return expectedCalibrationError(probabilities, labels, CALIBRATION_BINS);
  }

  /// The mean over bins, weighted by rows, of |mean probability - share of positives|.
  ///
  /// Bins have equal counts, except that equal probabilities are never parted, so the figure does
  /// not depend on the order of rows.
  public static double expectedCalibrationError(
      double[] probabilities, boolean[] labels, int bins) {
    Samples samples = Samples.of(probabilities, labels);
    double[] positives = samples.positives();
    double[] negatives = samples.negatives();
    int n = labels.length;
    int i = 0;
    int j = 0;
    double error = 0;
    for (int bin = 1; bin <= bins; bin++) {
      long end = (long) n * bin / bins;
      int hits = -i;
      double sum = 0;
      while (i + j < end) {
        double at = Math.min(at(positives, i), at(negatives, j));
        while (at(positives, i) == at) {
          sum += at;
          i++;
        }
        while (at(negatives, j) == at) {
          sum += at;
          j++;
        }
      }
      hits += i;
      error += Math.abs(sum - hits);
    }
    return error / n;
  }

  private static double at(double[] values, int index) {
    return index < values.length ? values[index] : Double.POSITIVE_INFINITY;
  }
}
