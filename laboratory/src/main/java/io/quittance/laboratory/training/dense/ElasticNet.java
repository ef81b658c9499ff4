package io.quittance.laboratory.training.dense;

import io.quittance.laboratory.training.LogLoss;
import io.quittance.laboratory.training.Trainer;
import java.util.Arrays;

/// Minimises the mean log loss of weighted rows plus `lambda · (l1 · Σ|βⱼ| + (1 − l1) / 2 · Σβⱼ²)`
/// over the coefficients of a linear margin. The intercept is not penalised.
///
/// Takes proximal Newton steps (Friedman, Hastie and Tibshirani, "Regularization Paths for
/// Generalized Linear Models via Coordinate Descent", 2010): coordinate descent on the quadratic
/// model of the loss, then step halving. The problem is convex, so the solution does not depend on
/// the path. The solver stops when no subgradient is further from 0 than [#TOLERANCE]. On request,
/// all coefficients except the intercept are non-negative. Each solver solves one problem on one
/// thread.
public final class ElasticNet {

  /// Tolerance of the optimality conditions, in units of the mean gradient.
  public static final double TOLERANCE = 1e-7;

  private static final int MAX_STEPS = 100;
  private static final int MAX_SWEEPS = 1_000;
  private static final int MAX_HALVINGS = 30;
  private static final int FRESH_STEPS = 3;
  private static final int HESSIAN_AGE = 5;
  private static final double RIDGE = 1e-9;

  private final float[] rows;
  private final boolean[] labels;
  private final float[] weights;
  private final double totalWeight;
  private final int width;
  private final double absolute;
  private final double squared;
  private final boolean nonNegative;

  private double[] beta;
  private double[] margins;
  private double objective;
  private final double[] gradient;
  private final double[][] hessian;

  /// What is minimised in addition to the loss.
  ///
  /// @param lambda strength of the penalty, 0 or more
  /// @param l1 share of the absolute values in the penalty, 0..1
  /// @param nonNegative whether negative coefficients are excluded
  public record Penalty(double lambda, double l1, boolean nonNegative) {}

  /// @param rows row-major, dense, without missing values
  public ElasticNet(float[] rows, boolean[] labels, float[] weights, Penalty penalty) {
    this.rows = rows;
    this.labels = labels;
    this.weights = weights;
    this.width = rows.length / labels.length;
    this.absolute = penalty.lambda() * penalty.l1();
    this.squared = penalty.lambda() * (1 - penalty.l1());
    this.nonNegative = penalty.nonNegative();
    double total = 0;
    for (float weight : weights) {
      total += weight;
    }
    this.totalWeight = total;
    this.beta = new double[width + 1];
    this.margins = new double[labels.length];
    this.gradient = new double[width + 1];
    this.hessian = new double[width + 1][width + 1];
    this.objective = objective(beta, margins);
  }

  /// Returns the coefficients, with the intercept last.
  public double[] solve(Trainer.Progress progress) {
    for (int step = 0; step < MAX_STEPS; step++) {
      differentiate(step < FRESH_STEPS || step % HESSIAN_AGE == 0);
      progress.round(step + 1);
      if (violation() <= TOLERANCE || !advance()) {
        break;
      }
    }
    return beta;
  }

  /// Computes the gradient of the mean loss, and its Hessian if requested. Otherwise, the Hessian
  /// of an earlier step is used.
  private void differentiate(boolean withHessian) {
    Arrays.fill(gradient, 0);
    if (withHessian) {
      for (double[] line : hessian) {
        Arrays.fill(line, 0);
      }
    }
    for (int i = 0; i < labels.length; i++) {
      double p = 1 / (1 + StrictMath.exp(-margins[i]));
      double share = weights[i] / totalWeight;
      double residual = share * (p - (labels[i] ? 1 : 0));
      int at = i * width;
      for (int j = 0; j < width; j++) {
        gradient[j] += residual * rows[at + j];
      }
      gradient[width] += residual;
      if (withHessian) {
        addCurvature(at, share * p * (1 - p));
      }
    }
    if (withHessian) {
      mirror();
    }
  }

  private void addCurvature(int at, double curvature) {
    for (int j = 0; j < width; j++) {
      double scaled = curvature * rows[at + j];
      if (scaled != 0) {
        double[] line = hessian[j];
        for (int k = j; k < width; k++) {
          line[k] += scaled * rows[at + k];
        }
        line[width] += scaled;
      }
    }
    hessian[width][width] += curvature;
  }

  private void mirror() {
    for (int j = 0; j <= width; j++) {
      hessian[j][j] += RIDGE;
      for (int k = j + 1; k <= width; k++) {
        hessian[k][j] = hessian[j][k];
      }
    }
  }

  /// Returns the distance of the nearest subgradient from 0, maximised over the coefficients.
  private double violation() {
    double worst = Math.abs(gradient[width]);
    for (int j = 0; j < width; j++) {
      double smooth = gradient[j] + squared * beta[j];
      double off =
          beta[j] == 0
              ? Math.max(0, (nonNegative ? -smooth : Math.abs(smooth)) - absolute)
              : Math.abs(smooth + absolute * Math.signum(beta[j]));
      worst = Math.max(worst, off);
    }
    return worst;
  }

  /// @return whether the objective decreased
  private boolean advance() {
    double[] target = minimiseModel();
    double stride = 1;
    for (int halving = 0; halving < MAX_HALVINGS; halving++) {
      double[] next = new double[width + 1];
      for (int j = 0; j <= width; j++) {
        next[j] = stride == 1 ? target[j] : beta[j] + stride * (target[j] - beta[j]);
      }
      double[] nextMargins = margins(next);
      double nextObjective = objective(next, nextMargins);
      if (nextObjective < objective) {
        beta = next;
        margins = nextMargins;
        objective = nextObjective;
        return true;
      }
      stride /= 2;
    }
    return false;
  }

  /// Runs coordinate descent on the quadratic model around the current coefficients.
  private double[] minimiseModel() {
    double[] next = beta.clone();
    double[] slope = gradient.clone();
    for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      double largest = 0;
      for (int j = 0; j <= width; j++) {
        double curvature = hessian[j][j];
        double pull = curvature * next[j] - slope[j];
        double moved = j == width ? pull / curvature : softened(pull) / (curvature + squared);
        double change = moved - next[j];
        if (change != 0) {
          next[j] = moved;
          double[] line = hessian[j];
          for (int k = 0; k <= width; k++) {
            slope[k] += change * line[k];
          }
          largest = Math.max(largest, Math.abs(change) * curvature);
        }
      }
      if (largest <= TOLERANCE / 10) {
        break;
      }
    }
    return next;
  }

  private double softened(double value) {
    if (nonNegative && value < 0) {
      return 0;
    }
    return Math.signum(value) * Math.max(0, Math.abs(value) - absolute);
  }

  private double[] margins(double[] coefficients) {
    double[] sums = new double[labels.length];
    for (int i = 0; i < sums.length; i++) {
      double sum = coefficients[width];
      int at = i * width;
      for (int j = 0; j < width; j++) {
        sum += coefficients[j] * rows[at + j];
      }
      sums[i] = sum;
    }
    return sums;
  }

  private double objective(double[] coefficients, double[] sums) {
    double penalty = 0;
    for (int j = 0; j < width; j++) {
      penalty +=
          absolute * Math.abs(coefficients[j]) + squared / 2 * coefficients[j] * coefficients[j];
    }
    return LogLoss.of(sums, labels, weights) + penalty;
  }
}
