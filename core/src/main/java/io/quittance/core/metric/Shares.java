package io.quittance.core.metric;

/// Sums that histograms share.
final class Shares {

  private Shares() {}

  static void check(int referenceBins, int currentBins) {
    if (referenceBins != currentBins) {
      throw new IllegalArgumentException("the histograms have different bins");
    }
  }

  static double sum(long[] counts) {
    double sum = 0;
    for (long count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("a count is negative");
      }
      sum += count;
    }
    return sum;
  }
}
