package io.quittance.core.calibration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quittance.core.model.ModelRefusedException;
import java.util.List;

/// A map from margin (log odds) to probability that never turns the order of two rows round.
///
/// The numbers of a calibration are rounded to float when it is made, so that manifest, graph and
/// forest hold the same ones. Its JSON names the form under `kind`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Calibration.Logistic.class, name = "logistic"),
  @JsonSubTypes.Type(value = Calibration.Beta.class, name = "beta"),
  @JsonSubTypes.Type(value = Calibration.Isotonic.class, name = "isotonic")
})
public sealed interface Calibration {

  /// The plain logistic function.
  Calibration IDENTITY = new Logistic(1, 0);

  /// A probability in [0, 1]; the same bits on every machine; `NaN` for `NaN`.
  double probability(double margin);

  /// The form in one word: `logistic`, `beta` or `isotonic`.
  ///
  /// Not a default method: with one, two threads that load a form and this interface at once could
  /// wait for each other for ever.
  String kind();

  /// Platt's form, fitted on the log loss with his smoothed targets (Lin, Lin and Weng 2007).
  ///
  /// Where the margins order the labels backwards the slope is held at 0.001 and only the intercept
  /// is fitted.
  ///
  /// @param margins finite margins of rows that did not train the model
  /// @param labels same length
  /// @throws IllegalArgumentException when lengths differ or one class is absent
  static Logistic fitLogistic(double[] margins, boolean[] labels) {
    return SigmoidFit.logistic(margins, labels);
  }

  /// The beta form, fitted on the log loss with Platt's smoothed targets. Its constraints hold
  /// exactly: of the ways to set `a` or `b` to 0 or leave them free the best allowed one is taken.
  ///
  /// @param margins finite margins of rows that did not train the model
  /// @param labels same length
  /// @throws IllegalArgumentException when lengths differ or one class is absent
  static Beta fitBeta(double[] margins, boolean[] labels) {
    return SigmoidFit.beta(margins, labels);
  }

  /// The isotonic form: pooled adjacent violators, then straight lines between the blocks' centres.
  ///
  /// @param margins finite margins of rows that did not train the model
  /// @param labels same length
  /// @throws IllegalArgumentException when lengths differ or one class is absent
  static Isotonic fitIsotonic(double[] margins, boolean[] labels) {
    return IsotonicFit.fit(margins, labels);
  }

  /// `sigmoid(slope · margin + intercept)` (Platt 1999).
  ///
  /// @param slope positive
  /// @param intercept on the log-odds scale
  record Logistic(double slope, double intercept) implements Calibration {

    /// @throws ModelRefusedException when the slope is not positive or a number is not finite
    public Logistic {
      slope = SigmoidFit.rounded(slope);
      intercept = SigmoidFit.rounded(intercept);
      if (!(slope > 0) || Double.isInfinite(slope) || !Double.isFinite(intercept)) {
        throw new ModelRefusedException("calibration", "a slope must be positive and finite");
      }
    }

    @Override
    public String kind() {
      return "logistic";
    }

    @Override
    public double probability(double margin) {
      return SigmoidFit.sigmoid(slope * margin + intercept);
    }
  }

  /// `sigmoid(a · ln s − b · ln(1 − s) + c)` with `s = sigmoid(margin)` (Kull, Silva Filho and
  /// Flach 2017). Margins beyond ±10,000 count as those.
  ///
  /// @param a how far a small probability is drawn out; not negative
  /// @param b how far a large one is; not negative, and not 0 together with `a`
  /// @param c on the log-odds scale
  record Beta(double a, double b, double c) implements Calibration {

    public static final float MAX_MARGIN = 10_000;

    /// @throws ModelRefusedException when `a` or `b` is negative, or a number is not finite
    public Beta {
      a = SigmoidFit.rounded(a);
      b = SigmoidFit.rounded(b);
      c = SigmoidFit.rounded(c);
      boolean fits = a >= 0 && b >= 0 && a + b > 0 && a + b < 1e30 && Double.isFinite(c);
      if (!fits) {
        throw new ModelRefusedException("calibration", "a and b must be finite and not negative");
      }
    }

    @Override
    public String kind() {
      return "beta";
    }

    @Override
    public double probability(double margin) {
      double m = Math.clamp(margin, -MAX_MARGIN, MAX_MARGIN);
      return SigmoidFit.sigmoid(b * SigmoidFit.softplus(m) - a * SigmoidFit.softplus(-m) + c);
    }
  }

  /// Straight lines between points, constant outside them. Computed in float, step by step as the
  /// graph computes it.
  ///
  /// @param margins strictly increasing, 2 to 4,096
  /// @param probabilities not decreasing, inside (0, 1)
  record Isotonic(List<Double> margins, List<Double> probabilities) implements Calibration {

    static final int MAX_POINTS = 4_096;

    /// @throws ModelRefusedException when the points are not such
    public Isotonic {
      margins = IsotonicFit.rounded(margins);
      probabilities = IsotonicFit.rounded(probabilities);
      IsotonicFit.check(margins, probabilities);
    }

    @Override
    public String kind() {
      return "isotonic";
    }

    @Override
    public double probability(double margin) {
      if (Double.isNaN(margin)) {
        return Double.NaN;
      }
      int last = margins.size() - 1;
      float m = (float) margin;
      m = Math.min(Math.max(m, at(margins, 0)), at(margins, last));
      int from = 0;
      int to = last;
      while (to - from > 1) {
        int middle = (from + to) >>> 1;
        if (m >= at(margins, middle)) {
          from = middle;
        } else {
          to = middle;
        }
      }
      float rise = slope(from) * (m - at(margins, from));
      return Math.min(at(probabilities, from) + rise, at(probabilities, from + 1));
    }

    /// The slope between two neighbouring points.
    public float slope(int from) {
      return (at(probabilities, from + 1) - at(probabilities, from))
          / (at(margins, from + 1) - at(margins, from));
    }

    private static float at(List<Double> values, int index) {
      return values.get(index).floatValue();
    }
  }
}
