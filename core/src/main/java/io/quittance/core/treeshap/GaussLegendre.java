package io.quittance.core.treeshap;

/// Gauss and Legendre's rule on [0, 1]: with `n` points the weighted sum of a polynomial of degree
/// at most `2n - 1` is its integral.
///
/// @param points inside (0, 1), ascending
/// @param weights positive, summing to 1
@SuppressWarnings("ArrayRecordComponent")
record GaussLegendre(double[] points, double[] weights) {

  private static final int MAX_STEPS = 100;

  /// The points are the roots of Legendre's polynomial, found by Newton's method to the last bits.
  static GaussLegendre of(int n) {
    double[] points = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double x = -StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 0;
      for (int step = 0; step < MAX_STEPS; step++) {
        double before = 0;
        double value = 1;
        for (int k = 1; k <= n; k++) {
          double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
          before = value;
          value = next;
        }
        slope = n * (x * value - before) / (x * x - 1);
        double correction = value / slope;
        x -= correction;
        if (Math.abs(correction) < 1e-16) {
          break;
        }
      }
      points[i] = (1 + x) / 2;
      weights[i] = 1 / ((1 - x * x) * slope * slope);
    }
    return new GaussLegendre(points, weights);
  }
}
