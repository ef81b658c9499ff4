package io.quittance.core.metric;

/// The Jensen–Shannon distance: the square root of the divergence, with natural logarithms, from 0
/// (alike) to √ln 2 ≈ 0.8326 (disjoint).
public final class JensenShannon {

  private JensenShannon() {}

  /// The distance of two histograms over the same bins.
  ///
  /// @return `NaN` when either histogram is empty
  /// @throws IllegalArgumentException when the numbers of bins differ or a count is negative
  public static double distance(long[] reference, long[] current) {
    Shares.check(reference.length, current.length);
    double referenceRows = Shares.sum(reference);
    double currentRows = Shares.sum(current);
    double[] p = new double[reference.length];
    double[] q = new double[current.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = reference[i] / referenceRows;
      q[i] = current[i] / currentRows;
    }
    return distance(p, q);
  }

  /// The distance of two distributions over the same bins.
  ///
  /// @param p shares that sum to 1
  /// @param q shares that sum to 1
  public static double distance(double[] p, double[] q) {
    Shares.check(p.length, q.length);
    double divergence = 0;
    for (int i = 0; i < p.length; i++) {
      double middle = (p[i] + q[i]) / 2;
      divergence += term(p[i], middle) / 2 + term(q[i], middle) / 2;
    }
    return Math.sqrt(Math.max(0, divergence));
  }

  private static double term(double share, double middle) {
    return share == 0 ? 0 : share * Math.log(share / middle);
  }
}
