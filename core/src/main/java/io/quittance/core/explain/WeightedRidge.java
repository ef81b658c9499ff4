package io.quittance.core.explain;

/// Weighted ridge regression from its normal equations, which can be summed over samples and over
/// runs. The intercept, column 0, is not shrunk.
final class WeightedRidge {

  private final int columns;
  private final double[] gram;
  private final double[] moments;
  private double squares;

  /// @param features columns beside the intercept
  WeightedRidge(int features) {
    columns = features + 1;
    gram = new double[columns * columns];
    moments = new double[columns];
  }

  /// Adds a sample given by its columns that are not 0.
  ///
  /// @param at increasing feature indices, the first `used` of them
  /// @param x their values
  void add(int[] at, double[] x, int used, double weight, double y) {
    gram[0] += weight;
    moments[0] += weight * y;
    squares += weight * y * y;
    for (int a = 0; a < used; a++) {
      double weighted = weight * x[a];
      int row = (at[a] + 1) * columns;
      gram[row] += weighted;
      moments[at[a] + 1] += weighted * y;
      for (int b = 0; b <= a; b++) {
        gram[row + at[b] + 1] += weighted * x[b];
      }
    }
  }

  void add(WeightedRidge other) {
    for (int i = 0; i < gram.length; i++) {
      gram[i] += other.gram[i];
    }
    for (int i = 0; i < columns; i++) {
      moments[i] += other.moments[i];
    }
    squares += other.squares;
  }

  /// Intercept and coefficients of some features.
  ///
  /// @param chosen increasing feature indices
  /// @param ridge penalty in shares of the sum of weights, above 0
  double[] solve(int[] chosen, double ridge) {
    int n = chosen.length + 1;
    double[][] lower = new double[n][n];
    double[] solution = new double[n];
    for (int i = 0; i < n; i++) {
      int row = i == 0 ? 0 : chosen[i - 1] + 1;
      solution[i] = moments[row];
      for (int j = 0; j <= i; j++) {
        int column = j == 0 ? 0 : chosen[j - 1] + 1;
        lower[i][j] = gram[row * columns + column];
      }
      lower[i][i] += i == 0 ? 0 : ridge * gram[0];
    }
    cholesky(lower);
    substitute(lower, solution);
    return solution;
  }

  private static void cholesky(double[][] a) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= a[i][k] * a[j][k];
        }
        a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
      }
    }
  }

  private static void substitute(double[][] lower, double[] b) {
    int n = b.length;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        b[i] -= lower[i][k] * b[k];
      }
      b[i] /= lower[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        b[i] -= lower[k][i] * b[k];
      }
      b[i] /= lower[i][i];
    }
  }

  /// The share of the weighted variance that a solution explains, at most 1; 1 where there is none.
  double determination(int[] chosen, double[] solution) {
    double total = squares - moments[0] * moments[0] / gram[0];
    if (total <= 1e-12 * squares) {
      return 1;
    }
    double residual = squares;
    for (int i = 0; i < solution.length; i++) {
      int row = i == 0 ? 0 : chosen[i - 1] + 1;
      residual -= 2 * solution[i] * moments[row];
      for (int j = 0; j < solution.length; j++) {
        int column = j == 0 ? 0 : chosen[j - 1] + 1;
        double entry = gram[Math.max(row, column) * columns + Math.min(row, column)];
        residual += solution[i] * solution[j] * entry;
      }
    }
    return 1 - residual / total;
  }
}
