package io.quittance.core.model;

/// Platt's map from margin to probability, `1 / (1 + exp(-(slope · margin + intercept)))`.
///
/// @param slope positive: a calibration never turns the order of two rows round
/// @param intercept on the log-odds scale
public record Calibration(double slope, double intercept) {

  /// The plain logistic function.
  public static final Calibration IDENTITY = new Calibration(1, 0);

  private static final int MAX_STEPS = 100;
  private static final double MIN_SLOPE = 1e-3;
  private static final double MIN_STRIDE = 1e-10;

  /// A last Newton step whose expected gain is this share of the loss leaves an error far below
  /// float precision.
  private static final double CONVERGED = 1e-10;

  /// @throws ModelRefusedException when the slope is not positive or a number is not finite
  public Calibration {
    if (!(slope > 0) || Double.isInfinite(slope) || !Double.isFinite(intercept)) {
      throw new ModelRefusedException("calibration", "a calibration needs a positive finite slope");
    }
  }

  /// A probability in [0, 1]; the same bits on every machine.
  public double probability(double margin) {
    double z = slope * margin + intercept;
    if (z >= 0) {
      return 1 / (1 + StrictMath.exp(-z));
    }
    double e = StrictMath.exp(z);
    return e / (1 + e);
  }

  /// Fits slope and intercept by Newton's method with step halving on the log loss, with Platt's
  /// smoothed targets `(N₊ + 1) / (N₊ + 2)` and `1 / (N₋ + 2)` (Lin, Lin and Weng 2007).
  ///
  /// Where the margins order the labels backwards the slope is held at 0.001 and only the intercept
  /// is fitted.
  ///
  /// @param margins finite margins of rows that did not train the model
  /// @param labels same length
  /// @throws IllegalArgumentException when lengths differ or one class is absent
  public static Calibration fit(double[] margins, boolean[] labels) {
    double[] targets = smoothedTargets(margins, labels);
    double[] fitted = newton(margins, targets, 0, true);
    if (fitted[0] < MIN_SLOPE) {
      fitted = newton(margins, targets, MIN_SLOPE, false);
    }
    return new Calibration((float) fitted[0], (float) fitted[1]);
  }

  private static double[] smoothedTargets(double[] margins, boolean[] labels) {
    if (margins.length != labels.length) {
      throw new IllegalArgumentException("margins and labels differ in length");
    }
    int positives = 0;
    for (boolean label : labels) {
      positives += label ? 1 : 0;
    }
    int negatives = labels.length - positives;
    if (positives == 0 || negatives == 0) {
      throw new IllegalArgumentException("calibration needs rows of both classes");
    }
    double[] targets = new double[labels.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = labels[i] ? (positives + 1.0) / (positives + 2.0) : 1.0 / (negatives + 2.0);
    }
    return targets;
  }

  /// Starts from a slope so small that no probability is saturated, where the Hessian is still
  /// informative.
  private static double[] newton(
      double[] margins, double[] targets, double startSlope, boolean fitSlope) {
    double a = startSlope;
    double b = 0;
    double loss = loss(margins, targets, a, b);
    for (int step = 0; step < MAX_STEPS; step++) {
      double[] d = derivatives(margins, targets, a, b);
      double determinant = d[2] * d[4] - d[3] * d[3];
      double da = fitSlope ? -(d[4] * d[0] - d[3] * d[1]) / determinant : 0;
      double db = fitSlope ? -(d[2] * d[1] - d[3] * d[0]) / determinant : -d[1] / d[4];
      double gain = -(d[0] * da + d[1] * db) / 2;
      if (gain <= CONVERGED * (1 + loss)) {
        return new double[] {a + da, b + db};
      }
      double stride = 1;
      double next = loss(margins, targets, a + da, b + db);
      while (next > loss && stride > MIN_STRIDE) {
        stride /= 2;
        next = loss(margins, targets, a + stride * da, b + stride * db);
      }
      a += stride * da;
      b += stride * db;
      loss = next;
    }
    return new double[] {a, b};
  }

  /// Gradient in slope and intercept, then the Hessian's aa, ab and bb (a ridge of 1e-9 keeps it
  /// invertible).
  private static double[] derivatives(double[] margins, double[] targets, double a, double b) {
    double ga = 0;
    double gb = 0;
    double haa = 1e-9;
    double hab = 0;
    double hbb = 1e-9;
    for (int i = 0; i < margins.length; i++) {
      double m = margins[i];
      double p = 1 / (1 + StrictMath.exp(-(a * m + b)));
      double residual = p - targets[i];
      double weight = p * (1 - p);
      ga += residual * m;
      gb += residual;
      haa += weight * m * m;
      hab += weight * m;
      hbb += weight;
    }
    return new double[] {ga, gb, haa, hab, hbb};
  }

  private static double loss(double[] margins, double[] targets, double a, double b) {
    double sum = 0;
    for (int i = 0; i < margins.length; i++) {
      double z = a * margins[i] + b;
      double softplus = Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
      sum += softplus - targets[i] * z;
    }
    return sum;
  }
}
