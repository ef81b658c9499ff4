package io.quittance.core.bundle;

import io.quittance.core.forest.FlatForest;
import io.quittance.core.model.ModelPartReader;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.text.CanonicalJson;

/// Rows whose scores were computed when the model was made: whoever loads it computes them again
/// before it decides anything.
///
/// @param features one row each, `NaN` where missing
/// @param margins before calibration
/// @param probabilities after it
@SuppressWarnings("ArrayRecordComponent")
public record GoldenRows(float[][] features, double[] margins, double[] probabilities) {

  private static final int MAX_ROWS = 10_000;

  /// @throws ModelRefusedException when the lengths differ or there are none, or too many, rows
  public GoldenRows {
    boolean fits =
        features != null
            && margins != null
            && probabilities != null
            && features.length > 0
            && features.length <= MAX_ROWS
            && margins.length == features.length
            && probabilities.length == features.length;
    if (!fits) {
      throw new ModelRefusedException("golden-rows", "golden rows and their scores do not match");
    }
  }

  /// The rows with the scores that a forest gives them.
  public static GoldenRows of(FlatForest forest, float[][] rows) {
    double[] margins = new double[rows.length];
    double[] probabilities = new double[rows.length];
    FlatForest.Scratch scratch = forest.scratch();
    for (int i = 0; i < rows.length; i++) {
      margins[i] = forest.margin(rows[i], scratch);
      probabilities[i] = forest.probability(margins[i]);
    }
    return new GoldenRows(rows, margins, probabilities);
  }

  public int size() {
    return features.length;
  }

  /// Scores the rows again.
  ///
  /// @param tolerance of the margin, relative above 1, and of the probability
  /// @throws ModelRefusedException when a row has another length or another score
  public void check(FlatForest forest, double tolerance) {
    FlatForest.Scratch scratch = forest.scratch();
    for (int i = 0; i < features.length; i++) {
      if (features[i].length != forest.features()) {
        throw new ModelRefusedException("golden-rows", "golden row " + i + " has another length");
      }
      double margin = forest.margin(features[i], scratch);
      double allowed = tolerance * Math.max(1, Math.abs(margins[i]));
      boolean same =
          Math.abs(margin - margins[i]) <= allowed
              && Math.abs(forest.probability(margin) - probabilities[i]) <= tolerance;
      if (!same) {
        throw new ModelRefusedException("golden-rows", "golden row " + i + " scores otherwise");
      }
    }
  }

  /// Canonical JSON; a missing value is the string `"NaN"`.
  public byte[] toJson() {
    return CanonicalJson.write(this);
  }

  /// Reads what [#toJson] wrote.
  ///
  /// @throws ModelRefusedException when the bytes are not golden rows
  public static GoldenRows fromJson(byte[] json) {
    return ModelPartReader.read(json, GoldenRows.class, "golden-rows");
  }
}
