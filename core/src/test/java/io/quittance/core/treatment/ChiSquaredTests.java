package io.quittance.core.treatment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Pearson's chi-squared tests of counts, at the level 0.001.
final class ChiSquaredTests {

  private static final double LEVEL = 0.001;

  private ChiSquaredTests() {}

  /// Whether counts may come from these expected ones.
  static void assertFits(double[] expected, long[] counts) {
    double statistic = 0;
    for (int i = 0; i < counts.length; i++) {
      statistic += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
    }
    assertLikely(statistic, counts.length - 1, Arrays.toString(counts));
  }

  /// Whether a share of n may have been counted.
  static void assertShare(double share, long counted, long n) {
    assertFits(new double[] {n * share, n * (1 - share)}, new long[] {counted, n - counted});
  }

  /// Whether the rows of a table of two by two say nothing of its columns.
  static void assertIndependent(long[][] table) {
    double n = Arrays.stream(table).flatMapToLong(Arrays::stream).sum();
    double statistic = 0;
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double expected = (table[i][0] + table[i][1]) * (double) (table[0][j] + table[1][j]) / n;
        statistic += (table[i][j] - expected) * (table[i][j] - expected) / expected;
      }
    }
    assertLikely(statistic, 1, Arrays.deepToString(table));
  }

  private static void assertLikely(double statistic, int degrees, String counts) {
    double p = ChiSquaredDistribution.of(degrees).survivalProbability(statistic);
    assertTrue(p > LEVEL, "p = " + p + " of " + counts);
  }
}
