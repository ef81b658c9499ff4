package io.quittance.laboratory.metric;

import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.core.metric.Samples;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Compares the log losses of two models on the same rows: the mean of loss(first) - loss(second)
/// per row, in nats. A negative value means that the first model is better.
public final class LogLossDifference {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private LogLossDifference() {}

  /// A difference with a two-sided interval.
  public record Interval(double difference, double lower, double upper) {}

  /// Computes the interval from the central limit theorem.
  ///
  /// @param confidence in (0, 1)
  /// @throws IllegalArgumentException when the lengths differ or there are fewer than two rows
  public static Interval normal(
      double[] first, double[] second, boolean[] labels, double confidence) {
    double[] differences = differences(first, second, labels);
    int n = differences.length;
    double mean = mean(differences);
    double squares = 0;
    for (double difference : differences) {
      squares += (difference - mean) * (difference - mean);
    }
    double error = Math.sqrt(squares / (n - 1) / n);
    double reach = NORMAL.inverseSurvivalProbability((1 - confidence) / 2) * error;
    return new Interval(mean, mean - reach, mean + reach);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double[] differences(double[] first, double[] second, boolean[] labels) {
    Samples.check(first, labels);
    Samples.check(second, labels);
    if (labels.length < 2) {
      throw new IllegalArgumentException("an interval needs at least two rows");
    }
    double[] differences = new double[labels.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] =
          ClassificationMetrics.logLoss(first[i], labels[i])
              - ClassificationMetrics.logLoss(second[i], labels[i]);
    }
    return differences;
  }
}
