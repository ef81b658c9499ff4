package io.quittance.laboratory.quality;

import io.quittance.core.metric.ClassificationMetrics;

/// Measures how well several features rank the rows together. Fits a logistic regression on their
/// weights of evidence, using every second block of five rows, and measures it on the other rows;
/// then swaps the two halves.
final class EvidenceModel {

  private static final int STEPS = 8;
  private static final double RIDGE = 1;
  private static final int BLOCK = 5;

  private EvidenceModel() {}

  /// Computes the AUC on rows that the fit did not see; 0.5 when there are no features.
  ///
  /// @param features weights of evidence, one array of equal length per feature
  static double auc(double[][] features, boolean[] labels) {
    if (features.length == 0) {
      return 0.5;
    }
    double[] margins = new double[labels.length];
    for (int half = 0; half < 2; half++) {
      double[] beta = fit(features, labels, half);
      for (int i = 0; i < labels.length; i++) {
        if (half(i) == half) {
          margins[i] = margin(beta, features, i);
        }
      }
    }
    return ClassificationMetrics.auc(margins, labels);
  }

  private static int half(int row) {
    return row / BLOCK % 2;
  }

  /// Maximises the ridge-penalised likelihood with Newton's method, on all rows except those of one
  /// half.
  private static double[] fit(double[][] features, boolean[] labels, int without) {
    int width = features.length + 1;
    double[] beta = new double[width];
    double[] x = new double[width];
    x[width - 1] = 1;
    for (int step = 0; step < STEPS; step++) {
      double[][] system = new double[width][width + 1];
      for (int i = 0; i < labels.length; i++) {
        if (half(i) == without) {
          continue;
        }
        for (int j = 0; j < features.length; j++) {
          x[j] = features[j][i];
        }
        double p = 1 / (1 + Math.exp(-margin(beta, features, i)));
        double curvature = Math.max(p * (1 - p), 1e-9);
        for (int a = 0; a < width; a++) {
          system[a][width] += x[a] * ((labels[i] ? 1 : 0) - p);
          for (int b = a; b < width; b++) {
            system[a][b] += curvature * x[a] * x[b];
          }
        }
      }
      for (int a = 0; a < width; a++) {
        system[a][a] += RIDGE;
        system[a][width] -= RIDGE * beta[a];
        for (int b = 0; b < a; b++) {
          system[a][b] = system[b][a];
        }
      }
      solve(system);
      for (int a = 0; a < width; a++) {
        beta[a] += system[a][width];
      }
    }
    return beta;
  }

  private static double margin(double[] beta, double[][] features, int row) {
    double sum = beta[features.length];
    for (int j = 0; j < features.length; j++) {
      sum += beta[j] * features[j][row];
    }
    return sum;
  }

  /// Solves a positive definite system by Gauss–Jordan elimination. The solution ends up in the
  /// last column.
  private static void solve(double[][] system) {
    int n = system.length;
    for (int pivot = 0; pivot < n; pivot++) {
      double[] row = system[pivot];
      double scale = row[pivot];
      for (int c = pivot; c <= n; c++) {
        row[c] /= scale;
      }
      for (int r = 0; r < n; r++) {
        double factor = system[r][pivot];
        if (r != pivot && factor != 0) {
          for (int c = pivot; c <= n; c++) {
            system[r][c] -= factor * row[c];
          }
        }
      }
    }
  }
}
