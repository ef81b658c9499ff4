package io.quittance.laboratory.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.metric.ClassificationMetrics;
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
    LogLossDifference.Interval bootstrap =
        LogLossDifference.bootstrap(good, poor, labels, 0.95, 1000, new SplittableRandom(1));

    double expected =
        ClassificationMetrics.logLoss(good, labels) - ClassificationMetrics.logLoss(poor, labels);
    assertEquals(expected, normal.difference(), 1e-12);
    assertTrue(normal.upper() < 0);
    assertEquals(normal.lower(), bootstrap.lower(), 0.005);
    assertEquals(normal.upper(), bootstrap.upper(), 0.005);
    assertEquals(
        bootstrap,
        LogLossDifference.bootstrap(good, poor, labels, 0.95, 1000, new SplittableRandom(1)));
  }
}
