package io.quittance.core.calibration;

import java.util.Arrays;

/// Logistic regression on a few columns by Newton's method with step halving. Deterministic; not
/// thread-safe.
final class LogisticRegression {

  private static final int MAX_STEPS = 100;
  private static final double MIN_STEP_SHARE = 1e-10;
  private static final double RIDGE = 1e-9;

  /// Relative gain at which the search ends. After a last Newton step whose expected gain is this
  /// share of the loss, the remaining error is far below float precision.
  private static final double CONVERGED = 1e-10;

  private final double[] targets;
  private final double[][] columns;
  private final double[] offset;

  private LogisticRegression(double[] targets, double[][] columns, double[] offset) {
    this.targets = targets;
    this.columns = columns;
    this.offset = offset;
  }

  /// A fitted regression.
  ///
  /// @param slopes one for each column
  /// @param loss the summed log loss
  @SuppressWarnings("ArrayRecordComponent")
  record Fit(double[] slopes, double intercept, double loss) {}

  /// Fits slopes and intercept.
  ///
  /// @param targets in [0, 1]
  /// @param columns each as long as the targets
  static Fit fit(double[] targets, double[]... columns) {
    return new LogisticRegression(targets, columns, new double[targets.length]).newton();
  }

  /// Fits the intercept alone.
  ///
  /// @param offset added to the log odds of each row
  static Fit fitIntercept(double[] targets, double[] offset) {
    return new LogisticRegression(targets, new double[0][], offset).newton();
  }

  /// Runs Newton's method from slopes of 0, where no probability is saturated and the Hessian is
  /// informative.
  private Fit newton() {
    int k = columns.length;
    double[] at = new double[k + 1];
    double loss = loss(at);
    for (int step = 0; step < MAX_STEPS; step++) {
      double[] gradient = new double[k + 1];
      double[][] hessian = derivatives(at, gradient);
      double[] stride = solve(hessian, gradient);
      double gain = 0;
      for (int i = 0; i <= k; i++) {
        gain += gradient[i] * stride[i] / 2;
      }
      if (gain <= CONVERGED * (1 + loss)) {
        double[] last = stepped(at, stride, 1);
        return new Fit(Arrays.copyOf(last, k), last[k], loss(last));
      }
      double share = 1;
      double next = loss(stepped(at, stride, share));
      while (next > loss && share > MIN_STEP_SHARE) {
        share /= 2;
        next = loss(stepped(at, stride, share));
      }
      at = stepped(at, stride, share);
      loss = next;
    }
    return new Fit(Arrays.copyOf(at, k), at[k], loss);
  }

  private static double[] stepped(double[] at, double[] stride, double share) {
    double[] to = new double[at.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = at[i] - share * stride[i];
    }
    return to;
  }

  private double logOdds(int row, double[] at) {
    double z = offset[row] + at[columns.length];
    for (int c = 0; c < columns.length; c++) {
      z += at[c] * columns[c][row];
    }
    return z;
  }

  private double[][] derivatives(double[] at, double[] gradient) {
    int k = columns.length;
    double[][] hessian = new double[k + 1][k + 1];
    double[] x = new double[k + 1];
    x[k] = 1;
    for (int row = 0; row < targets.length; row++) {
      double p = SigmoidFit.sigmoid(logOdds(row, at));
      double weight = p * (1 - p);
      for (int c = 0; c < k; c++) {
        x[c] = columns[c][row];
      }
      for (int i = 0; i <= k; i++) {
        gradient[i] += (p - targets[row]) * x[i];
        for (int j = 0; j <= i; j++) {
          hessian[i][j] += weight * x[i] * x[j];
        }
      }
    }
    for (int i = 0; i <= k; i++) {
      hessian[i][i] += RIDGE;
      for (int j = 0; j < i; j++) {
        hessian[j][i] = hessian[i][j];
      }
    }
    return hessian;
  }

  /// Solves a linear system by Gaussian elimination with pivoting. Overwrites `matrix`; leaves
  /// `right` unchanged.
  private static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[] solution = right.clone();
    for (int i = 0; i < n; i++) {
      int pivot = i;
      for (int row = i + 1; row < n; row++) {
        pivot = Math.abs(matrix[row][i]) > Math.abs(matrix[pivot][i]) ? row : pivot;
      }
      double[] swapped = matrix[i];
      matrix[i] = matrix[pivot];
      matrix[pivot] = swapped;
      double value = solution[i];
      solution[i] = solution[pivot];
      solution[pivot] = value;
      for (int row = i + 1; row < n; row++) {
        double factor = matrix[row][i] / matrix[i][i];
        for (int column = i; column < n; column++) {
          matrix[row][column] -= factor * matrix[i][column];
        }
        solution[row] -= factor * solution[i];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int column = i + 1; column < n; column++) {
        solution[i] -= matrix[i][column] * solution[column];
      }
      solution[i] /= matrix[i][i];
    }
    return solution;
  }

  private double loss(double[] at) {
    double sum = 0;
    for (int row = 0; row < targets.length; row++) {
      double z = logOdds(row, at);
      sum += SigmoidFit.softplus(z) - targets[row] * z;
    }
    return sum;
  }
}
