package io.quittance.local.traffic;

import java.util.Arrays;

/// Durations in milliseconds and their quantiles.
public final class Latencies {

  private long[] values = new long[1024];
  private int size;

  public void add(long millis) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = Math.max(0, millis);
  }

  /// Returns the nearest-rank quantile; 0 without durations.
  ///
  /// @param share in (0, 1]
  public long quantile(double share) {
    if (size == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    return nearestRank(sorted, size, share);
  }

  /// Returns the nearest-rank quantile of durations in any unit.
  ///
  /// @param sorted ascending
  /// @param count of them that count, from the first, at least 1
  /// @param share in (0, 1]
  public static long nearestRank(long[] sorted, int count, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)];
  }
}
