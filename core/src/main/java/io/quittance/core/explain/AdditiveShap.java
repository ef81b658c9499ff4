package io.quittance.core.explain;

import java.util.Arrays;

/// Exact interventional SHAP values of a model whose margin is a sum of functions of one feature
/// each, such as a logistic regression behind any encoding of single columns.
///
/// For `f(x) = c + Σ g_j(x_j)` the Shapley value of feature j against a background is `g_j(x_j) −
/// mean g_j(b_j)` (Lundberg and Lee 2017, Corollary 1); the differences of `g_j` are read off the
/// model by changing one feature of a fixed row. The base value is the mean margin of the
/// background. The model's rounding (float, about 1e-6) is shared among the features in proportion
/// to their contributions, so that base value and contributions add up to the model's own margin.
///
/// Whether a model is additive is not checked on construction: ask [#holds] before trusting it.
/// Immutable, and safe for several threads if the model is. An explanation asks for `features + 1`
/// margins in one batch.
public final class AdditiveShap {

  private final MarginFunction model;
  private final float[] anchor;
  private final double[] expected;
  private final double baseValue;

  private AdditiveShap(MarginFunction model, float[] anchor, double[] expected, double baseValue) {
    this.model = model;
    this.anchor = anchor;
    this.expected = expected;
    this.baseValue = baseValue;
  }

  /// Prepares a model; asks for `(features + 1) · background` margins once.
  ///
  /// @param background raw rows of one length, at least one
  /// @throws IllegalArgumentException when there is no background row or lengths differ
  public static AdditiveShap of(MarginFunction model, float[][] background) {
    check(background);
    double[] margins = model.margins(background);
    double base = mean(margins);
    float[] anchor = nearest(background, margins, base).clone();
    double[] expected = new double[anchor.length];
    float[][] changed = new float[background.length][];
    for (int j = 0; j < anchor.length; j++) {
      for (int i = 0; i < changed.length; i++) {
        changed[i] = anchor.clone();
        changed[i][j] = background[i][j];
      }
      expected[j] = mean(model.margins(changed));
    }
    return new AdditiveShap(model, anchor, expected, base);
  }

  static void check(float[][] background) {
    if (background.length == 0 || background[0].length == 0) {
      throw new IllegalArgumentException("a background needs a row, and a row a value");
    }
    for (float[] row : background) {
      if (row.length != background[0].length) {
        throw new IllegalArgumentException("the rows of a background differ in length");
      }
    }
  }

  public static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /// Differences are smallest, and so least rounded, from a row in the middle.
  private static float[] nearest(float[][] rows, double[] margins, double to) {
    int best = 0;
    for (int i = 1; i < rows.length; i++) {
      if (Math.abs(margins[i] - to) < Math.abs(margins[best] - to)) {
        best = i;
      }
    }
    return rows[best];
  }

  /// The mean margin of the background.
  public double baseValue() {
    return baseValue;
  }

  /// @param row `NaN` is a missing value
  /// @throws IllegalArgumentException when the row has another length than the background's
  public Explanation explain(float[] row) {
    Parts parts = parts(row);
    double[] contributions = parts.contributions;
    double size = Arrays.stream(contributions).map(Math::abs).sum();
    if (size > 0) {
      for (int j = 0; j < contributions.length; j++) {
        contributions[j] += parts.rest * Math.abs(contributions[j]) / size;
      }
    }
    return new Explanation(baseValue, contributions);
  }

  /// Whether the contributions of each row, before any rounding is shared, add up to the model's
  /// margin: false for a model with interactions that these rows show.
  ///
  /// @param tolerance of the margin, relative above 1
  public boolean holds(float[][] rows, double tolerance) {
    for (float[] row : rows) {
      Parts parts = parts(row);
      if (!(Math.abs(parts.rest) <= tolerance * Math.max(1, Math.abs(parts.margin)))) {
        return false;
      }
    }
    return true;
  }

  private Parts parts(float[] row) {
    int features = anchor.length;
    if (row.length != features) {
      throw new IllegalArgumentException(
          "a row has " + row.length + " values where " + features + " are expected");
    }
    float[] rows = new float[(features + 1) * features];
    for (int j = 0; j < features; j++) {
      System.arraycopy(anchor, 0, rows, j * features, features);
      rows[j * features + j] = row[j];
    }
    System.arraycopy(row, 0, rows, features * features, features);
    double[] margins = new double[features + 1];
    model.margins(rows, features + 1, margins);
    double[] contributions = new double[features];
    double rest = margins[features] - baseValue;
    for (int j = 0; j < features; j++) {
      contributions[j] = margins[j] - expected[j];
      rest -= contributions[j];
    }
    return new Parts(contributions, margins[features], rest);
  }

  /// @param rest what the contributions leave of the margin
  @SuppressWarnings("ArrayRecordComponent")
  private record Parts(double[] contributions, double margin, double rest) {}
}
