package io.quittance.laboratory.sampling;

import java.util.Arrays;
import java.util.SplittableRandom;

/// A density on the unit interval. It is the mean of one truncated logistic density per observation
/// and of the uniform density as a prior. Each logistic density is as wide as the gap to the
/// farther of its two neighbours (Bergstra et al. 2011), within bounds that shrink as the number of
/// observations grows.
///
/// The logistic distribution replaces the normal distribution. Its distribution function and
/// inverse have closed forms that give the same bits on every machine.
final class Parzen {

  /// The scale of a logistic distribution with standard deviation 1.
  private static final double SCALE = StrictMath.sqrt(3) / StrictMath.PI;

  private final double[] centres;
  private final double[] scales;
  private final double[] floors;
  private final double[] masses;
  private final double prior;

  /// @param observed positions in [0, 1]
  /// @param prior number of observations that the uniform density counts for; positive
  Parzen(double[] observed, double prior) {
    this.prior = prior;
    this.centres = observed.clone();
    Arrays.sort(centres);
    int count = centres.length;
    this.scales = new double[count];
    this.floors = new double[count];
    this.masses = new double[count];
    double narrowest = 1.0 / Math.min(100, count + 2);
    for (int i = 0; i < count; i++) {
      double left = centres[i] - (i == 0 ? 0 : centres[i - 1]);
      double right = (i == count - 1 ? 1 : centres[i + 1]) - centres[i];
      scales[i] = SCALE * Math.clamp(Math.max(left, right), narrowest, 0.5);
      floors[i] = logistic(-centres[i] / scales[i]);
      masses[i] = logistic((1 - centres[i]) / scales[i]) - floors[i];
    }
  }

  /// Draws a position in [0, 1).
  double draw(SplittableRandom random) {
    double pick = random.nextDouble() * (prior + centres.length);
    if (pick < prior || centres.length == 0) {
      return random.nextDouble();
    }
    int i = Math.min((int) (pick - prior), centres.length - 1);
    double share = floors[i] + random.nextDouble() * masses[i];
    double position = centres[i] + scales[i] * StrictMath.log(share / (1 - share));
    return Math.clamp(position, 0.0, Math.nextDown(1.0));
  }

  /// Returns the mass of a cell, or the density at that point if the cell has no width.
  double weight(double from, double to) {
    double sum = prior * (to > from ? to - from : 1);
    for (int i = 0; i < centres.length; i++) {
      double low = logistic((from - centres[i]) / scales[i]);
      double bump =
          to > from ? logistic((to - centres[i]) / scales[i]) - low : low * (1 - low) / scales[i];
      sum += bump / masses[i];
    }
    return sum / (prior + centres.length);
  }

  private static double logistic(double z) {
    if (z >= 0) {
      return 1 / (1 + StrictMath.exp(-z));
    }
    double e = StrictMath.exp(z);
    return e / (1 + e);
  }
}
