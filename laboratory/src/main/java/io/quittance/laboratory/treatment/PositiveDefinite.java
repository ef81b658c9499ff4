package io.quittance.laboratory.treatment;

/// A symmetric positive definite matrix in its Cholesky factor L, A = L · Lᵀ. Immutable.
final class PositiveDefinite {

  private final double[][] factor;

  private PositiveDefinite(double[][] factor) {
    this.factor = factor;
  }

  /// Factors a matrix, of which only the lower triangle is read.
  ///
  /// @throws ArithmeticException when the matrix is not positive definite
  static PositiveDefinite of(double[][] matrix) {
    int n = matrix.length;
    double[][] factor = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double left = matrix[i][j];
        for (int k = 0; k < j; k++) {
          left -= factor[i][k] * factor[j][k];
        }
        if (i != j) {
          factor[i][j] = left / factor[j][j];
        } else if (left > 0) {
          factor[i][i] = Math.sqrt(left);
        } else {
          throw new ArithmeticException("the matrix is not positive definite");
        }
      }
    }
    return new PositiveDefinite(factor);
  }

  /// Returns x with A · x = b.
  double[] solve(double[] b) {
    int n = b.length;
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= factor[i][k] * x[k];
      }
      x[i] /= factor[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= factor[k][i] * x[k];
      }
      x[i] /= factor[i][i];
    }
    return x;
  }

  /// Returns the inverse of A.
  double[][] inverse() {
    int n = factor.length;
    double[][] inverse = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] unit = new double[n];
      unit[i] = 1;
      inverse[i] = solve(unit);
    }
    return inverse;
  }
}
