package io.quittance.laboratory.training.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.training.Trainer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The conditions of Karush, Kuhn and Tucker, which hold at the minimum of a convex problem and
/// nowhere else, computed here from the definition.
final class ElasticNetTest {

  private static final int ROWS = 1_500;
  private static final int WIDTH = 12;

  private final float[] rows = new float[ROWS * WIDTH];
  private final boolean[] labels = new boolean[ROWS];
  private final float[] weights = new float[ROWS];

  ElasticNetTest() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < WIDTH; j++) {
        rows[i * WIDTH + j] = (float) random.nextGaussian();
      }
      rows[i * WIDTH + 3] = rows[i * WIDTH] + 0.01f * rows[i * WIDTH + 3];
      rows[i * WIDTH + 4] = rows[i * WIDTH + 4] > 2 ? 1 : 0;
      double odds = -1 + 1.5 * rows[i * WIDTH] - rows[i * WIDTH + 1];
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds));
      weights[i] = (float) random.nextDouble(0.2, 3);
    }
  }

  @Test
  void theConditionsOfTheMinimumHold() {
    for (double lambda : new double[] {1e-5, 1e-3, 0.02, 0.3}) {
      for (double l1 : new double[] {0, 0.3, 1}) {
        for (boolean nonNegative : new boolean[] {false, true}) {
          ElasticNet.Penalty penalty = new ElasticNet.Penalty(lambda, l1, nonNegative);
          check(penalty, solve(penalty));
        }
      }
    }
  }

  private double[] solve(ElasticNet.Penalty penalty) {
    return new ElasticNet(rows, labels, weights, penalty).solve(Trainer.Progress.NONE);
  }

  private void check(ElasticNet.Penalty penalty, double[] beta) {
    double[] gradient = gradient(beta);
    double absolute = penalty.lambda() * penalty.l1();
    double squared = penalty.lambda() * (1 - penalty.l1());
    assertEquals(0, gradient[WIDTH], 1e-6, penalty + " intercept");
    for (int j = 0; j < WIDTH; j++) {
      double smooth = gradient[j] + squared * beta[j];
      String what = penalty + " coefficient " + j + " = " + beta[j];
      if (beta[j] != 0) {
        assertEquals(0, smooth + absolute * Math.signum(beta[j]), 1e-6, what);
        assertTrue(!penalty.nonNegative() || beta[j] > 0, what);
      } else {
        assertTrue(smooth >= -absolute - 1e-6, what);
        assertTrue(penalty.nonNegative() || smooth <= absolute + 1e-6, what);
      }
    }
  }

  private double[] gradient(double[] beta) {
    double[] gradient = new double[WIDTH + 1];
    double total = 0;
    for (int i = 0; i < ROWS; i++) {
      double margin = beta[WIDTH];
      for (int j = 0; j < WIDTH; j++) {
        margin += beta[j] * rows[i * WIDTH + j];
      }
      double residual = weights[i] * (1 / (1 + Math.exp(-margin)) - (labels[i] ? 1 : 0));
      for (int j = 0; j < WIDTH; j++) {
        gradient[j] += residual * rows[i * WIDTH + j];
      }
      gradient[WIDTH] += residual;
      total += weights[i];
    }
    for (int j = 0; j <= WIDTH; j++) {
      gradient[j] /= total;
    }
    return gradient;
  }

  @Test
  void absoluteValuesMakeCoefficientsVanish() {
    double[] beta = solve(new ElasticNet.Penalty(0.05, 1, false));
    for (int j = 5; j < WIDTH; j++) {
      assertEquals(0, beta[j], "coefficient " + j + " is of noise");
    }
  }

  @Test
  void separableRowsDoNotRunAway() {
    float[] one = {-2, -1, 1, 2};
    boolean[] above = {false, false, true, true};
    float[] ones = {1, 1, 1, 1};
    double[] beta =
        new ElasticNet(one, above, ones, new ElasticNet.Penalty(1e-5, 0.5, false))
            .solve(Trainer.Progress.NONE);
    assertTrue(beta[0] > 1 && beta[0] < 100, "slope " + beta[0]);
  }
}
