package io.quittance.core.effect;

/// What is known of the coefficients after the data, as a normal distribution.
///
/// Callers must not modify the arrays.
///
/// @param mean the most probable coefficients, in log odds
/// @param covariance their covariance, in squared log odds
@SuppressWarnings("ArrayRecordComponent")
public record Posterior(double[] mean, double[][] covariance) {

  /// Returns the mean of a linear combination of the coefficients.
  public double mean(double[] weights) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * mean[j];
    }
    return sum;
  }

  /// Returns the standard deviation of a linear combination of the coefficients.
  public double sd(double[] weights) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      if (weights[j] != 0) {
        for (int k = 0; k < weights.length; k++) {
          sum += weights[j] * covariance[j][k] * weights[k];
        }
      }
    }
    return Math.sqrt(Math.max(0, sum));
  }
}
