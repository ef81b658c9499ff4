package io.quittance.core.calibration;

import java.util.function.DoubleUnaryOperator;

/// Fits the two forms of calibration that end in a sigmoid: logistic regression on one or two
/// columns derived from the margin.
final class SigmoidFit {

  private static final double MIN_SLOPE = 1e-3;

  private SigmoidFit() {}

  /// Rounds to the nearest float.
  static double rounded(double value) {
    return (float) value;
  }

  static double sigmoid(double z) {
    if (z >= 0) {
      return 1 / (1 + StrictMath.exp(-z));
    }
    double e = StrictMath.exp(z);
    return e / (1 + e);
  }

  /// Returns `ln(1 + eᶻ)`.
  static double softplus(double z) {
    return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
  }

  static Calibration.Logistic logistic(double[] margins, boolean[] labels) {
    double[] targets = smoothedTargets(margins, labels);
    LogisticRegression.Fit fit = LogisticRegression.fit(targets, margins);
    if (fit.slopes()[0] < MIN_SLOPE) {
      fit = LogisticRegression.fitIntercept(targets, map(margins, m -> MIN_SLOPE * m));
      return new Calibration.Logistic(MIN_SLOPE, fit.intercept());
    }
    return new Calibration.Logistic(fit.slopes()[0], fit.intercept());
  }

  /// Fits the beta form. The loss is convex, so the constrained optimum is the best of the optima
  /// with `a`, `b` or both fixed at 0 that keep the others positive.
  static Calibration.Beta beta(double[] margins, boolean[] labels) {
    double[] targets = smoothedTargets(margins, labels);
    double limit = Calibration.Beta.MAX_MARGIN;
    double[] low = map(margins, m -> -softplus(-Math.clamp(m, -limit, limit)));
    double[] high = map(margins, m -> softplus(Math.clamp(m, -limit, limit)));
    LogisticRegression.Fit both = LogisticRegression.fit(targets, low, high);
    if (both.slopes()[0] > 0 && both.slopes()[1] > 0) {
      return new Calibration.Beta(both.slopes()[0], both.slopes()[1], both.intercept());
    }
    LogisticRegression.Fit a = LogisticRegression.fit(targets, low);
    LogisticRegression.Fit b = LogisticRegression.fit(targets, high);
    boolean aMayBe = a.slopes()[0] >= MIN_SLOPE;
    boolean bMayBe = b.slopes()[0] >= MIN_SLOPE;
    if (aMayBe && (!bMayBe || a.loss() <= b.loss())) {
      return new Calibration.Beta(a.slopes()[0], 0, a.intercept());
    }
    if (bMayBe) {
      return new Calibration.Beta(0, b.slopes()[0], b.intercept());
    }
    LogisticRegression.Fit flat =
        LogisticRegression.fitIntercept(targets, map(margins, m -> MIN_SLOPE * m));
    return new Calibration.Beta(MIN_SLOPE, MIN_SLOPE, flat.intercept());
  }

  private static double[] map(double[] values, DoubleUnaryOperator map) {
    double[] mapped = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      mapped[i] = map.applyAsDouble(values[i]);
    }
    return mapped;
  }

  /// Returns the number of positive labels.
  ///
  /// @throws IllegalArgumentException when the lengths differ or one class is missing
  static int positives(double[] margins, boolean[] labels) {
    if (margins.length != labels.length) {
      throw new IllegalArgumentException("there must be one label for each margin");
    }
    int positives = 0;
    for (boolean label : labels) {
      positives += label ? 1 : 0;
    }
    if (positives == 0 || positives == labels.length) {
      throw new IllegalArgumentException("calibration needs positive and negative labels");
    }
    return positives;
  }

  /// Returns Platt's targets, `(N₊ + 1) / (N₊ + 2)` and `1 / (N₋ + 2)`.
  private static double[] smoothedTargets(double[] margins, boolean[] labels) {
    int positives = positives(margins, labels);
    int negatives = labels.length - positives;
    double[] targets = new double[labels.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = labels[i] ? (positives + 1.0) / (positives + 2.0) : 1.0 / (negatives + 2.0);
    }
    return targets;
  }
}
