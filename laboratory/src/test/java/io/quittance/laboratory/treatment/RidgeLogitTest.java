package io.quittance.laboratory.treatment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.effect.Posterior;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RidgeLogitTest {

  private static final double[] PRIOR_SD = {0.7, 0.3, 1.5};

  /// The oracle minimises the objective as the Javadoc writes it, one coefficient at a time by
  /// golden section, and knows no derivative.
  @Test
  void theMeanIsTheMinimumThatASearchWithoutDerivativesFinds() {
    Data data = Data.of(80, 3);

    Posterior fitted = new RidgeLogit(data.rows, data.labels, data.offsets, PRIOR_SD).fit();

    double[] beta = new double[3];
    for (int sweep = 0; sweep < 200; sweep++) {
      for (int j = 0; j < beta.length; j++) {
        beta[j] = goldenSection(data, beta, j);
      }
    }
    for (int j = 0; j < beta.length; j++) {
      assertEquals(beta[j], fitted.mean()[j], 1e-6);
    }
  }

  /// The oracle takes second differences of the objective at the minimum; their matrix times the
  /// covariance is the identity.
  @Test
  void theCovarianceInvertsTheCurvatureOfTheObjective() {
    Data data = Data.of(60, 5);

    Posterior fitted = new RidgeLogit(data.rows, data.labels, data.offsets, PRIOR_SD).fit();

    double[][] curvature = new double[3][3];
    for (int j = 0; j < 3; j++) {
      for (int k = 0; k < 3; k++) {
        curvature[j][k] = secondDifference(data, fitted.mean(), j, k);
      }
    }
    for (int j = 0; j < 3; j++) {
      for (int k = 0; k < 3; k++) {
        double product = 0;
        for (int m = 0; m < 3; m++) {
          product += curvature[j][m] * fitted.covariance()[m][k];
        }
        assertEquals(j == k ? 1 : 0, product, 1e-4);
      }
    }
  }

  @Test
  void separatedRowsStillHaveAFiniteMinimum() {
    double[][] rows = {{1}, {1}, {-1}, {-1}};
    boolean[] labels = {true, true, false, false};

    Posterior fitted = new RidgeLogit(rows, labels, new double[4], new double[] {2}).fit();

    // At the minimum 4 · (1 − p(β)) = β / sd².
    double beta = fitted.mean()[0];
    assertEquals(4 / (1 + Math.exp(beta)), beta / 4, 1e-8);
    assertTrue(fitted.covariance()[0][0] < 4, "data must narrow the prior");
  }

  private static double goldenSection(Data data, double[] beta, int j) {
    double ratio = (Math.sqrt(5) - 1) / 2;
    double low = -5;
    double high = 5;
    double[] tried = beta.clone();
    while (high - low > 1e-10) {
      double left = high - ratio * (high - low);
      double right = low + ratio * (high - low);
      tried[j] = left;
      double atLeft = data.objective(tried);
      tried[j] = right;
      if (atLeft < data.objective(tried)) {
        high = right;
      } else {
        low = left;
      }
    }
    return (low + high) / 2;
  }

  private static double secondDifference(Data data, double[] at, int j, int k) {
    double step = 1e-3;
    double sum = 0;
    for (int first : new int[] {1, -1}) {
      for (int second : new int[] {1, -1}) {
        double[] moved = at.clone();
        moved[j] += first * step;
        moved[k] += second * step;
        sum += first * second * data.objective(moved);
      }
    }
    return sum / (4 * step * step);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Data(double[][] rows, boolean[] labels, double[] offsets) {

    static Data of(int size, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] rows = new double[size][3];
      boolean[] labels = new boolean[size];
      double[] offsets = new double[size];
      for (int i = 0; i < size; i++) {
        rows[i] = new double[] {1, random.nextGaussian(), random.nextInt(2)};
        offsets[i] = random.nextGaussian();
        double margin = offsets[i] - 0.5 + 0.8 * rows[i][1] + rows[i][2];
        labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-margin));
      }
      return new Data(rows, labels, offsets);
    }

    double objective(double[] beta) {
      double sum = 0;
      for (int i = 0; i < labels.length; i++) {
        double margin = offsets[i];
        for (int j = 0; j < beta.length; j++) {
          margin += rows[i][j] * beta[j];
        }
        sum += Math.log(1 + Math.exp(labels[i] ? -margin : margin));
      }
      for (int j = 0; j < beta.length; j++) {
        sum += beta[j] * beta[j] / (2 * PRIOR_SD[j] * PRIOR_SD[j]);
      }
      return sum;
    }
  }
}
