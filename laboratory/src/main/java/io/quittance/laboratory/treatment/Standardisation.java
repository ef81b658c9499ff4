package io.quittance.laboratory.treatment;

/// Brings modifiers to mean 0 and standard deviation 1, bounded to ±3; a missing value becomes the
/// mean. Immutable.
final class Standardisation {

  private static final double BOUND = 3;

  private final double[] mean;
  private final double[] sd;

  private Standardisation(double[] mean, double[] sd) {
    this.mean = mean;
    this.sd = sd;
  }

  /// Learns mean and standard deviation of each column from the values that are present.
  ///
  /// @param values row-major
  static Standardisation learn(float[] values, int width) {
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
  double[] apply(float[] values, int from) {
    double[] z = new double[mean.length];
    for (int j = 0; j < z.length; j++) {
      float value = values[from + j];
      z[j] = Float.isNaN(value) ? 0 : Math.clamp((value - mean[j]) / sd[j], -BOUND, BOUND);
    }
    return z;
  }
}
