package io.quittance.core.effect;

import java.util.Arrays;

/// Brings modifiers to mean 0 and standard deviation 1, bounded to ±3; a missing value becomes the
/// mean. Immutable.
public final class Standardisation {

  private static final double BOUND = 3;

  private final double[] mean;
  private final double[] sd;

  /// @param mean of each modifier
  /// @param sd standard deviation of each modifier, positive
  /// @throws IllegalArgumentException when the lengths differ or a number is not finite
  public Standardisation(double[] mean, double[] sd) {
    if (mean.length != sd.length
        || !Arrays.stream(mean).allMatch(Double::isFinite)
        || !Arrays.stream(sd).allMatch(value -> value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "each modifier needs a finite mean and a positive standard deviation");
    }
    this.mean = mean.clone();
    this.sd = sd.clone();
  }

  /// Returns the number of modifiers.
  public int width() {
    return mean.length;
  }

  /// Returns the mean of each modifier.
  public double[] mean() {
    return mean.clone();
  }

  /// Returns the standard deviation of each modifier.
  public double[] sd() {
    return sd.clone();
  }

  /// Learns mean and standard deviation of each column from the values that are present.
  ///
  /// @param values row-major
  public static Standardisation learn(float[] values, int width) {
    double[] mean = new double[width];
    double[] sd = new double[width];
    for (int j = 0; j < width; j++) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (int at = j; at < values.length; at += width) {
        if (!Float.isNaN(values[at])) {
          sum += values[at];
          squares += (double) values[at] * values[at];
          count++;
        }
      }
      mean[j] = count == 0 ? 0 : sum / count;
      double variance = count == 0 ? 0 : squares / count - mean[j] * mean[j];
      sd[j] = variance > 1e-12 ? Math.sqrt(variance) : 1;
    }
    return new Standardisation(mean, sd);
  }

  /// Returns the standardised values of one row.
  ///
  /// @param from index of the row's first value
  public double[] apply(float[] values, int from) {
    double[] z = new double[mean.length];
    for (int j = 0; j < z.length; j++) {
      float value = values[from + j];
      z[j] = Float.isNaN(value) ? 0 : Math.clamp((value - mean[j]) / sd[j], -BOUND, BOUND);
    }
    return z;
  }
}
