package io.quittance.core.plan;

import java.util.ArrayList;
import java.util.List;

/// The best mixture of the plans seen so far: maximise Σ wⱼ Vⱼ subject to Σ wⱼ Rⱼ ≤ 1 for each
/// resource, Σ wⱼ = 1 and w ≥ 0. Its dual variables are the prices to try next, and its value is a
/// lower bound of the linear relaxation. Solved by the primal simplex method with one row for each
/// resource and one more; the basis is kept when a plan is added. Not thread-safe.
final class RestrictedMasterProblem {

  private static final double EPSILON = 1e-11;
  private static final int MAX_PIVOTS = 2_000;
  private static final int PIVOTS_BEFORE_BLAND = 200;

  private final int resources;
  private final List<double[]> columns = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();
  private final int[] basis;
  private double[][] inverse;

  /// Starts with the plan that contacts nobody.
  RestrictedMasterProblem(int resources) {
    this.resources = resources;
    int rows = resources + 1;
    basis = new int[rows];
    inverse = new double[rows][rows];
    for (int k = 0; k < resources; k++) {
      double[] slack = new double[rows];
      slack[k] = 1;
      columns.add(slack);
      values.add(0.0);
    }
    add(0, new double[resources]);
    for (int i = 0; i < rows; i++) {
      basis[i] = i;
      inverse[i][i] = 1;
    }
  }

  /// Adds a plan.
  ///
  /// @param value its gain
  /// @param used its use of each resource, as shares of the capacities
  void add(double value, double[] used) {
    double[] column = new double[resources + 1];
    System.arraycopy(used, 0, column, 0, resources);
    column[resources] = 1;
    columns.add(column);
    values.add(value);
  }

  /// Solves the problem and returns its dual variables: a price for each resource, then that of the
  /// mixture.
  double[] solve() {
    double[] dual = dual();
    for (int pivot = 0; pivot < MAX_PIVOTS; pivot++) {
      int entering = entering(dual, pivot >= PIVOTS_BEFORE_BLAND);
      if (entering < 0 || !pivot(entering)) {
        break;
      }
      dual = dual();
    }
    return dual;
  }

  /// Returns the value of the mixture.
  double value() {
    double sum = 0;
    for (int i = 0; i < basis.length; i++) {
      sum += values.get(basis[i]) * Math.max(0, basicValue(i));
    }
    return sum;
  }

  /// Returns the value of a basic variable; all right-hand sides are 1.
  private double basicValue(int row) {
    double sum = 0;
    for (double x : inverse[row]) {
      sum += x;
    }
    return sum;
  }

  private double[] dual() {
    double[] dual = new double[basis.length];
    for (int i = 0; i < basis.length; i++) {
      double value = values.get(basis[i]);
      for (int k = 0; k < dual.length; k++) {
        dual[k] += value * inverse[i][k];
      }
    }
    return dual;
  }

  private int entering(double[] dual, boolean first) {
    int best = -1;
    double most = EPSILON;
    for (int j = 0; j < columns.size(); j++) {
      double reduced = values.get(j);
      double[] column = columns.get(j);
      double scale = 1;
      for (int k = 0; k < dual.length; k++) {
        reduced -= dual[k] * column[k];
        scale = Math.max(scale, Math.abs(column[k]));
      }
      if (reduced > most * scale) {
        best = j;
        if (first) {
          return best;
        }
        most = reduced / scale;
      }
    }
    return best;
  }

  private boolean pivot(int entering) {
    double[] direction = new double[basis.length];
    for (int i = 0; i < basis.length; i++) {
      for (int k = 0; k < basis.length; k++) {
        direction[i] += inverse[i][k] * columns.get(entering)[k];
      }
    }
    int leaving = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < basis.length; i++) {
      if (direction[i] > EPSILON) {
        double ratio = Math.max(0, basicValue(i)) / direction[i];
        if (ratio < least || (ratio == least && basis[i] < basis[leaving])) {
          least = ratio;
          leaving = i;
        }
      }
    }
    if (leaving < 0) {
      return false;
    }
    basis[leaving] = entering;
    return invert();
  }

  /// Inverts the basis from the columns, so that errors do not accumulate. Returns false when the
  /// basis is singular to working precision; the last prices then remain.
  private boolean invert() {
    int n = basis.length;
    double[][] work = new double[n][2 * n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        work[k][i] = columns.get(basis[i])[k];
      }
      work[i][n + i] = 1;
    }
    for (int c = 0; c < n; c++) {
      int row = c;
      for (int r = c + 1; r < n; r++) {
        if (Math.abs(work[r][c]) > Math.abs(work[row][c])) {
          row = r;
        }
      }
      if (Math.abs(work[row][c]) < 1e-13) {
        return false;
      }
      double[] swapped = work[c];
      work[c] = work[row];
      work[row] = swapped;
      eliminate(work, c);
    }
    double[][] next = new double[n][n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(work[i], n, next[i], 0, n);
    }
    inverse = next;
    return true;
  }

  private static void eliminate(double[][] work, int column) {
    double[] pivotRow = work[column];
    double pivot = pivotRow[column];
    for (int k = 0; k < pivotRow.length; k++) {
      pivotRow[k] /= pivot;
    }
    for (double[] row : work) {
      double factor = row[column];
      if (row != pivotRow && factor != 0) {
        for (int k = 0; k < row.length; k++) {
          row[k] -= factor * pivotRow[k];
        }
      }
    }
  }
}
