package io.quittance.laboratory.metric;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// A figure and the interval in which its true value is believed to be, which contains the figure.
///
/// @param value as measured; `NaN` where the rows do not define it
/// @param lower bound, `NaN` where it is unknown
/// @param upper bound, `NaN` where it is unknown
public record Estimate(double value, double lower, double upper) {

  /// The confidence of every interval that does not say otherwise.
  public static final double CONFIDENCE = 0.95;

  /// A figure of which nothing is known.
  public static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /// A share with its score interval (Wilson 1927), which stays inside [0, 1] and has a width even
  /// where nothing or everything is a success.
  ///
  /// @param confidence in (0, 1)
  /// @return [#UNKNOWN] without trials
  /// @throws IllegalArgumentException when the successes are not among the trials
  public static Estimate share(long successes, long trials, double confidence) {
    if (successes < 0 || successes > trials) {
      throw new IllegalArgumentException(successes + " of " + trials + " is no share");
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

  /// A share with its 95 % score interval.
  public static Estimate share(long successes, long trials) {
    return share(successes, trials, CONFIDENCE);
  }

  /// The same in another unit.
  ///
  /// @param factor positive
  public Estimate times(double factor) {
    return new Estimate(value * factor, lower * factor, upper * factor);
  }

  /// Whether the interval is known and has a number in it.
  public boolean contains(double number) {
    return lower <= number && number <= upper;
  }
}
