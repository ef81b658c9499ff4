package io.quittance.laboratory.treatment;

import io.quittance.core.effect.Posterior;

/// Logistic regression with known offsets and a Gaussian prior N(0, sdⱼ²) on each coefficient. It
/// minimises
///
/// Σᵢ log(1 + exp(−yᵢ · (offsetᵢ + xᵢβ))) + Σⱼ βⱼ² / (2 · sdⱼ²), yᵢ ∈ {−1, 1},
///
/// by Newton's method with step halving; the problem is strictly convex, so the solution does not
/// depend on the path. The covariance of the posterior is that of Laplace's approximation, the
/// inverse of the Hessian at the solution (Bishop, "Pattern Recognition and Machine Learning",
/// 2006, section 4.5). Rows count as independent: rows of one debtor make it too certain, so that a
/// caller with several may widen it.
final class RidgeLogit {

  private static final int STEPS = 100;
  private static final int HALVINGS = 40;
  private static final double TOLERANCE = 1e-9;

  private final double[][] rows;
  private final boolean[] labels;
  private final double[] offsets;
  private final double[] precisions;

  /// @param rows one array of regressors for each row
  /// @param offsets the known part of the log odds of each row
  /// @param priorSd standard deviation of each coefficient before the data, positive
  RidgeLogit(double[][] rows, boolean[] labels, double[] offsets, double[] priorSd) {
    this.rows = rows;
    this.labels = labels;
    this.offsets = offsets;
    this.precisions = new double[priorSd.length];
    for (int j = 0; j < priorSd.length; j++) {
      precisions[j] = 1 / (priorSd[j] * priorSd[j]);
    }
  }

  /// Returns the posterior of the coefficients.
  Posterior fit() {
    double[] beta = new double[precisions.length];
    double objective = objective(beta);
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = gradient(beta);
      if (largest(gradient) <= TOLERANCE * Math.max(1, labels.length)) {
        break;
      }
      double[] direction = PositiveDefinite.of(hessian(beta)).solve(gradient);
      double[] next = beta;
      double reached = objective;
      double stride = 1;
      for (int h = 0; h < HALVINGS && reached >= objective; h++, stride /= 2) {
        next = moved(beta, direction, stride);
        reached = objective(next);
      }
      if (reached >= objective) {
        break;
      }
      beta = next;
      objective = reached;
    }
    return new Posterior(beta, PositiveDefinite.of(hessian(beta)).inverse());
  }

  private static double[] moved(double[] from, double[] direction, double stride) {
    double[] to = new double[from.length];
    for (int j = 0; j < to.length; j++) {
      to[j] = from[j] - stride * direction[j];
    }
    return to;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private double margin(int row, double[] beta) {
    double margin = offsets[row];
    for (int j = 0; j < beta.length; j++) {
      margin += rows[row][j] * beta[j];
    }
    return margin;
  }

  private double objective(double[] beta) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double agreed = labels[i] ? margin(i, beta) : -margin(i, beta);
      sum += agreed > 0 ? Math.log1p(Math.exp(-agreed)) : Math.log1p(Math.exp(agreed)) - agreed;
    }
    for (int j = 0; j < beta.length; j++) {
      sum += precisions[j] / 2 * beta[j] * beta[j];
    }
    return sum;
  }

  private double[] gradient(double[] beta) {
    double[] gradient = new double[beta.length];
    for (int i = 0; i < labels.length; i++) {
      double residual = Logit.probability(margin(i, beta)) - (labels[i] ? 1 : 0);
      for (int j = 0; j < beta.length; j++) {
        gradient[j] += residual * rows[i][j];
      }
    }
    for (int j = 0; j < beta.length; j++) {
      gradient[j] += precisions[j] * beta[j];
    }
    return gradient;
  }

  private double[][] hessian(double[] beta) {
    int width = beta.length;
    double[][] hessian = new double[width][width];
    for (int i = 0; i < labels.length; i++) {
      double p = Logit.probability(margin(i, beta));
      double[] row = rows[i];
      for (int j = 0; j < width; j++) {
        if (row[j] != 0) {
          double scaled = p * (1 - p) * row[j];
          for (int k = 0; k <= j; k++) {
            hessian[j][k] += scaled * row[k];
          }
        }
      }
    }
    for (int j = 0; j < width; j++) {
      hessian[j][j] += precisions[j];
    }
    return hessian;
  }
}
