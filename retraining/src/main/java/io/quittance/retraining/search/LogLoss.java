package io.quittance.retraining.search;

import io.quittance.retraining.dataset.Examples;

/// Log loss from margins: exact where a probability would round to 0 or 1.
public final class LogLoss {

  private LogLoss() {}

  /// The loss of one row, in nats.
  ///
  /// @param margin log odds
  public static double of(double margin, boolean label) {
    double z = label ? -margin : margin;
    return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
  }

  /// The mean loss, each row counted by its weight.
  ///
  /// @param margins one a row
  public static double mean(double[] margins, Examples rows) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < margins.length; i++) {
      sum += rows.weights()[i] * of(margins[i], rows.labels()[i]);
      weights += rows.weights()[i];
    }
    return sum / weights;
  }
}
