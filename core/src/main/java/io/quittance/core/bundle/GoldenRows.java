package io.quittance.core.bundle;

import io.quittance.core.forest.FlatForest;
import io.quittance.core.model.ModelPartReader;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.text.CanonicalJson;
import java.util.Arrays;
import java.util.Objects;

/// Rows with the scores that the model gave them when it was made. Whoever loads the model scores
/// them again before the model decides anything. The arrays are shared and must not be changed.
///
/// @param features raw rows, 1 to 10,000, `NaN` where missing
/// @param margins margin of each row (log odds), before calibration
/// @param probabilities probability of each row, after calibration
@SuppressWarnings("ArrayRecordComponent")
public record GoldenRows(float[][] features, double[] margins, double[] probabilities) {

  private static final int MAX_ROWS = 10_000;

  /// @throws ModelRefusedException with rule `golden-rows` when the lengths differ, or there are no
  ///   rows or too many
  public GoldenRows {
    boolean fits =
        features != null
            && margins != null
            && probabilities != null
            && features.length > 0
            && features.length <= MAX_ROWS
            && Arrays.stream(features).noneMatch(Objects::isNull)
            && margins.length == features.length
            && probabilities.length == features.length;
    if (!fits) {
      throw new ModelRefusedException("golden-rows", "golden rows and their scores do not match");
    }
  }

  /// Returns rows with the scores that a forest gives them.
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

  /// Returns the number of rows.
  public int size() {
    return features.length;
  }

  /// Scores the rows again.
  ///
  /// @param forest the forest to check
  /// @param tolerance greatest difference of a margin (relative where the margin exceeds 1) and of
  ///   a probability
  /// @throws ModelRefusedException with rule `golden-rows` when a row has another length than the
  ///   forest expects, or another score
  public void check(FlatForest forest, double tolerance) {
    FlatForest.Scratch scratch = forest.scratch();
    for (int i = 0; i < features.length; i++) {
      if (features[i].length != forest.features()) {
        throw new ModelRefusedException(
            "golden-rows", "golden row " + i + " has a different length than the model's rows");
      }
      double margin = forest.margin(features[i], scratch);
      double allowed = tolerance * Math.max(1, Math.abs(margins[i]));
      boolean same =
          Math.abs(margin - margins[i]) <= allowed
              && Math.abs(forest.probability(margin) - probabilities[i]) <= tolerance;
      if (!same) {
        throw new ModelRefusedException(
            "golden-rows", "golden row " + i + " does not have its recorded score");
      }
    }
  }

  /// Returns the rows in canonical JSON; a missing value is the string `"NaN"`.
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
