package io.quittance.core.metric;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// The population stability index of two histograms over the same bins.
public final class Psi {

  private static final double FLOOR = 1e-4;

  private Psi() {}

  /// `Σ (q - p) · ln(q / p)` over the bins' shares, an empty bin counting as a share of 1e-4; bins
  /// empty in both are passed over.
  ///
  /// @return 0 when alike; `NaN` when either histogram is empty
  /// @throws IllegalArgumentException when the numbers of bins differ
  public static double psi(long[] reference, long[] current) {
    Shares.check(reference.length, current.length);
    double referenceRows = Shares.sum(reference);
    double currentRows = Shares.sum(current);
    if (referenceRows == 0 || currentRows == 0) {
      return Double.NaN;
    }
    double psi = 0;
    for (int i = 0; i < reference.length; i++) {
      if (reference[i] != 0 || current[i] != 0) {
        double p = reference[i] == 0 ? FLOOR : reference[i] / referenceRows;
        double q = current[i] == 0 ? FLOOR : current[i] / currentRows;
        psi += (q - p) * Math.log(q / p);
      }
    }
    return psi;
  }

  /// The value that the index exceeds with probability alpha when nothing has changed: `(1/n +
  /// 1/m)` times the chi-squared quantile with bins - 1 degrees of freedom (Yurdakul 2018). An
  /// approximation for bins that each expect about five rows or more.
  ///
  /// @param bins used, at least 2
  /// @param alpha in (0, 1)
  public static double criticalValue(long referenceRows, long currentRows, int bins, double alpha) {
    if (referenceRows < 1 || currentRows < 1 || bins < 2) {
      throw new IllegalArgumentException("a critical value needs rows and two bins");
    }
    double quantile = ChiSquaredDistribution.of(bins - 1.0).inverseSurvivalProbability(alpha);
    return (1.0 / referenceRows + 1.0 / currentRows) * quantile;
  }
}
