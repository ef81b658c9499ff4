package io.quittance.laboratory.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.metric.ClassificationMetrics;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LogLossDifferenceTest {

  @Test
  void agreesBetweenTheoryAndBootstrap() {
    SplittableRandom random = new SplittableRandom(8);
    double[] good = new double[2000];
    double[] poor = new double[2000];
    boolean[] labels = new boolean[2000];
    for (int i = 0; i < 2000; i++) {
      good[i] = random.nextDouble(0.05, 0.95);
      poor[i] = 0.5 * good[i] + 0.5 * random.nextDouble(0.05, 0.95);
      labels[i] = random.nextDouble() < good[i];
    }

    LogLossDifference.Interval normal = LogLossDifference.normal(good, poor, labels, 0.95);
    double[] means = resampledMeans(good, poor, labels, 1000);

    double expected =
        ClassificationMetrics.logLoss(good, labels) - ClassificationMetrics.logLoss(poor, labels);
    assertEquals(expected, normal.difference(), 1e-12);
    assertTrue(normal.upper() < 0);
    assertEquals(normal.lower(), means[25], 0.005);
    assertEquals(normal.upper(), means[974], 0.005);
  }

  /// The paired bootstrap (Efron 1979): the mean differences of resampled rows, ascending.
  private static double[] resampledMeans(
      double[] first, double[] second, boolean[] labels, int resamples) {
    SplittableRandom random = new SplittableRandom(1);
    double[] means = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      for (int i = 0; i < labels.length; i++) {
        int row = random.nextInt(labels.length);
        means[r] +=
            ClassificationMetrics.logLoss(first[row], labels[row])
                - ClassificationMetrics.logLoss(second[row], labels[row]);
      }
      means[r] /= labels.length;
    }
    Arrays.sort(means);
    return means;
  }
}
