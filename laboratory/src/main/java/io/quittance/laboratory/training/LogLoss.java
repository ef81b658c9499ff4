package io.quittance.laboratory.training;

/// The loss by which trainings are stopped and compared.
public final class LogLoss {

  private LogLoss() {}

  /// Computes the weighted mean of `-ln P(label)`, where `P(true) = sigmoid(margin)`. Gives the
  /// same bits on every machine.
  ///
  /// @throws IllegalArgumentException when the lengths differ
  public static double of(double[] margins, boolean[] labels, float[] weights) {
    if (margins.length != labels.length || margins.length != weights.length) {
      throw new IllegalArgumentException("margins, labels and weights differ in length");
    }
    double sum = 0;
    double total = 0;
    for (int i = 0; i < margins.length; i++) {
      sum += weights[i] * of(margins[i], labels[i]);
      total += weights[i];
    }
    return sum / total;
  }

  /// Computes `-ln P(label)` for one row.
  public static double of(double margin, boolean label) {
    double wrong = label ? -margin : margin;
    return Math.max(wrong, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(wrong)));
  }
}
