package io.quittance.laboratory.metric;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// A figure with a confidence interval for its true value. The interval contains the figure.
///
/// @param value the measured value; `NaN` when the rows do not define it
/// @param lower lower bound, `NaN` when unknown
/// @param upper upper bound, `NaN` when unknown
public record Estimate(double value, double lower, double upper) {

  /// The confidence of every interval that does not state otherwise.
  public static final double CONFIDENCE = 0.95;

  /// A figure that is completely unknown.
  public static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /// Returns a share with its score interval (Wilson 1927). The interval stays within [0, 1] and
  /// has a non-zero width even when all trials fail or all succeed.
  ///
  /// @param confidence in (0, 1)
  /// @return [#UNKNOWN] when there are no trials
  /// @throws IllegalArgumentException when there are more successes than trials, or fewer than none
  public static Estimate share(long successes, long trials, double confidence) {
    if (successes < 0 || successes > trials) {
      throw new IllegalArgumentException(successes + " of " + trials + " is not a share");
    }
    if (trials == 0) {
      return UNKNOWN;
    }
    double z = NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
    double n = trials;
    double share = successes / n;
    double centre = (share + z * z / (2 * n)) / (1 + z * z / n);
    double reach = z / (1 + z * z / n) * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    return new Estimate(
        share,
        successes == 0 ? 0 : Math.max(0, centre - reach),
        successes == trials ? 1 : Math.min(1, centre + reach));
  }

  /// Returns a share with its 95 % score interval.
  public static Estimate share(long successes, long trials) {
    return share(successes, trials, CONFIDENCE);
  }

  /// Returns the same estimate in another unit.
  ///
  /// @param factor positive
  public Estimate times(double factor) {
    return new Estimate(value * factor, lower * factor, upper * factor);
  }

  /// Returns whether the interval is known and contains the given number.
  public boolean contains(double number) {
    return lower <= number && number <= upper;
  }
}
