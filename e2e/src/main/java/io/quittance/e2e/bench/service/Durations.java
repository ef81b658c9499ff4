package io.quittance.e2e.bench.service;

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
    return nanos[Math.max(0, (int) Math.ceil(share * nanos.length) - 1)] / PER_MILLI;
  }
}
