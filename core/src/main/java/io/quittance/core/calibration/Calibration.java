package io.quittance.core.calibration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quittance.core.model.ModelRefusedException;
import java.util.List;

/// A non-decreasing map from margin (log odds) to probability. Immutable; safe for concurrent use.
///
/// The numbers of a calibration are rounded to float when it is created, so that manifest, graph
/// and forest contain the same numbers. In JSON the field `kind` names the form.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Calibration.Logistic.class, name = "logistic"),
  @JsonSubTypes.Type(value = Calibration.Beta.class, name = "beta"),
  @JsonSubTypes.Type(value = Calibration.Isotonic.class, name = "isotonic")
})
public sealed interface Calibration {

  /// The plain logistic function.
  Calibration IDENTITY = new Logistic(1, 0);

  /// Returns the probability of a margin, in [0, 1]; the same bits on every machine; `NaN` for
  /// `NaN`.
  double probability(double margin);

  /// Returns the form in one word: `logistic`, `beta` or `isotonic`.
  ///
  /// Deliberately not a default method: with one, two threads that initialize a form and this
  /// interface at the same time could deadlock.
  String kind();

  /// Fits Platt's form on the log loss with his smoothed targets (Lin, Lin and Weng 2007).
  ///
  /// If the margins order the labels backwards, the slope is fixed at 0.001 and only the intercept
  /// is fitted.
  ///
  /// @param margins finite margins (log odds) of rows that were not used for training
  /// @param labels label of each row
  /// @throws IllegalArgumentException when the lengths differ or one class is missing
  static Logistic fitLogistic(double[] margins, boolean[] labels) {
    return SigmoidFit.logistic(margins, labels);
  }

  /// Fits the beta form on the log loss with Platt's smoothed targets. Its constraints hold
  /// exactly: among the ways to fix `a` or `b` at 0 or to leave them free, the best allowed one is
  /// taken.
  ///
  /// @param margins finite margins (log odds) of rows that were not used for training
  /// @param labels label of each row
  /// @throws IllegalArgumentException when the lengths differ or one class is missing
  static Beta fitBeta(double[] margins, boolean[] labels) {
    return SigmoidFit.beta(margins, labels);
  }

  /// Fits the isotonic form: pools adjacent violators, then connects the centres of the blocks by
  /// straight lines.
  ///
  /// @param margins finite margins (log odds) of rows that were not used for training
  /// @param labels label of each row
  /// @throws IllegalArgumentException when the lengths differ or one class is missing
  static Isotonic fitIsotonic(double[] margins, boolean[] labels) {
    return IsotonicFit.fit(margins, labels);
  }

  /// The logistic form, `sigmoid(slope · margin + intercept)` (Platt 1999).
  ///
  /// @param slope positive
  /// @param intercept on the log-odds scale
  record Logistic(double slope, double intercept) implements Calibration {

    /// @throws ModelRefusedException with rule `calibration` when the slope is not positive or a
    ///   number is not finite
    public Logistic {
      slope = SigmoidFit.rounded(slope);
      intercept = SigmoidFit.rounded(intercept);
      if (!(slope > 0) || Double.isInfinite(slope) || !Double.isFinite(intercept)) {
        throw new ModelRefusedException(
            "calibration", "the slope must be positive and finite, the intercept finite");
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

  /// The beta form, `sigmoid(a · ln s − b · ln(1 − s) + c)` with `s = sigmoid(margin)` (Kull, Silva
  /// Filho and Flach 2017). Margins beyond ±10,000 are clipped.
  ///
  /// @param a how far small probabilities are stretched; not negative
  /// @param b how far large probabilities are stretched; not negative, and not 0 together with `a`
  /// @param c on the log-odds scale
  record Beta(double a, double b, double c) implements Calibration {

    /// Greatest absolute margin; larger ones are clipped.
    public static final float MAX_MARGIN = 10_000;

    /// @throws ModelRefusedException with rule `calibration` when `a` or `b` is negative, both are
    ///   0, or a number is not finite
    public Beta {
      a = SigmoidFit.rounded(a);
      b = SigmoidFit.rounded(b);
      c = SigmoidFit.rounded(c);
      boolean fits = a >= 0 && b >= 0 && a + b > 0 && a + b < 1e30 && Double.isFinite(c);
      if (!fits) {
        throw new ModelRefusedException(
            "calibration", "a and b must be finite, not negative and not both 0");
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

  /// The isotonic form: straight lines between points, constant outside them. Computed in float, in
  /// the same steps as the graph computes it.
  ///
  /// @param margins margins of the points, strictly increasing, 2 to 4,096
  /// @param probabilities probabilities of the points, not decreasing, inside (0, 1)
  record Isotonic(List<Double> margins, List<Double> probabilities) implements Calibration {

    static final int MAX_POINTS = 4_096;

    /// @throws ModelRefusedException with rule `calibration` when the points break these conditions
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

    /// Returns the slope between a point and the next.
    public float slope(int from) {
      return (at(probabilities, from + 1) - at(probabilities, from))
          / (at(margins, from + 1) - at(margins, from));
    }

    private static float at(List<Double> values, int index) {
      return values.get(index).floatValue();
    }
  }
}
