package io.quittance.core.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClassificationMetricsTest {

  /// scikit-learn's documentation: roc_auc_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) is 0.75.
  @Test
  void givesThePublishedAuc() {
    double auc =
        ClassificationMetrics.auc(
            new double[] {0.1, 0.4, 0.35, 0.8}, new boolean[] {false, false, true, true});

    assertEquals(0.75, auc, 1e-15);
  }

  /// scikit-learn's documentation: log_loss of spam at .9, ham at .1, ham at .2, spam at .65 is
  /// 0.21616...
  @Test
  void givesThePublishedLogLoss() {
    double loss =
        ClassificationMetrics.logLoss(
            new double[] {0.9, 0.1, 0.2, 0.65}, new boolean[] {true, false, false, true});

    assertEquals(0.21616187468057912, loss, 1e-15);
  }

  /// scikit-learn's documentation: brier_score_loss([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]) is 0.0375.
  @Test
  void givesThePublishedBrierScore() {
    double brier =
        ClassificationMetrics.brier(
            new double[] {0.1, 0.9, 0.8, 0.3}, new boolean[] {false, true, true, false});

    assertEquals(0.0375, brier, 1e-15);
  }

  @Test
  void agreesWithCountingPairsAndThresholds() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 50; round++) {
      int n = 2 + random.nextInt(120);
      double[] scores = new double[n];
      boolean[] labels = new boolean[n];
      for (int i = 0; i < n; i++) {
        scores[i] = random.nextInt(12) / 12.0 * (random.nextBoolean() ? 1 : -1);
        labels[i] = random.nextInt(3) == 0;
      }
      labels[0] = true;
      labels[1] = false;

      assertEquals(pairs(scores, labels), ClassificationMetrics.auc(scores, labels), 1e-12);
      assertEquals(thresholds(scores, labels), ClassificationMetrics.ks(scores, labels), 1e-12);
    }
  }

  private static double pairs(double[] scores, boolean[] labels) {
    double wins = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (labels[i] && !labels[j]) {
          pairs++;
          wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return wins / pairs;
  }

  private static double thresholds(double[] scores, boolean[] labels) {
    double greatest = 0;
    for (double threshold : scores) {
      double[] below = new double[2];
      double[] all = new double[2];
      for (int i = 0; i < scores.length; i++) {
        int side = labels[i] ? 1 : 0;
        all[side]++;
        below[side] += scores[i] <= threshold ? 1 : 0;
      }
      greatest = Math.max(greatest, Math.abs(below[1] / all[1] - below[0] / all[0]));
    }
    return greatest;
  }

  @Test
  void clipsCertaintyThatWasWrong() {
    double loss = ClassificationMetrics.logLoss(new double[] {0, 1}, new boolean[] {true, true});

    assertEquals(-Math.log(1e-15) / 2, loss, 1e-9);
  }

  @Test
  void measuresCalibrationInBinsOfEqualCount() {
    double[] p = {0.1, 0.2, 0.3, 0.4, 0.6, 0.8};
    boolean[] y = {false, false, true, false, true, true};

    double error = ClassificationMetrics.expectedCalibrationError(p, y, 3);

    assertEquals((0.3 + 0.3 + 0.6) / 6, error, 1e-12);
  }

  @Test
  void doesNotPartEqualProbabilities() {
    double[] p = {0.5, 0.5, 0.5, 0.5};

    double one =
        ClassificationMetrics.expectedCalibrationError(
            p, new boolean[] {true, true, false, false}, 2);
    double other =
        ClassificationMetrics.expectedCalibrationError(
            p, new boolean[] {true, false, true, false}, 2);

    assertEquals(0, one, 1e-12);
    assertEquals(0, other, 1e-12);
  }

  @Test
  void isSmallForProbabilitiesThatMadeTheLabels() {
    SplittableRandom random = new SplittableRandom(1);
    double[] p = new double[100_000];
    boolean[] y = new boolean[p.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = random.nextDouble();
      y[i] = random.nextDouble() < p[i];
    }

    ClassificationMetrics.Summary summary = ClassificationMetrics.summary(p, y);

    assertTrue(summary.calibrationError() < 0.01);
    assertEquals(1.0 / 6, summary.brier(), 0.003);
    assertEquals(0.5, summary.logLoss(), 0.005);
    assertEquals(5.0 / 6, summary.auc(), 0.005);
    assertEquals(0.5, summary.ks(), 0.01);
    assertEquals(9, summary.asMap().size());
  }

  @Test
  void isUndefinedForOneClassAndRefusesNaN() {
    assertTrue(
        Double.isNaN(ClassificationMetrics.auc(new double[] {1, 2}, new boolean[] {true, true})));
    assertTrue(Double.isNaN(ClassificationMetrics.summary(new double[0], new boolean[0]).auc()));
    assertThrows(
        IllegalArgumentException.class,
        () -> ClassificationMetrics.auc(new double[] {Double.NaN}, new boolean[] {true}));
    assertThrows(
        IllegalArgumentException.class,
        () -> ClassificationMetrics.auc(new double[1], new boolean[2]));
  }
}
