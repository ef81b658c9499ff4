package io.quittance.e2e.bench.service;

import io.quittance.local.traffic.Latencies;
import java.util.Arrays;

/// Durations of one load and their quantiles.
///
/// @param nanos ascending
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record Durations(long[] nanos) {

  private static final double PER_MILLI = 1e6;

  /// Takes durations in any order.
  static Durations of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Durations(sorted);
  }

  int count() {
    return nanos.length;
  }

  /// Returns the nearest-rank quantile, milliseconds; NaN without durations.
  ///
  /// @param share in (0, 1]
  double millis(double share) {
    if (nanos.length == 0) {
      return Double.NaN;
    }
    return Latencies.nearestRank(nanos, nanos.length, share) / PER_MILLI;
  }
}
