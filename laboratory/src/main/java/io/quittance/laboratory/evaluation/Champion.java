package io.quittance.laboratory.evaluation;

import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.onnx.trees.OnnxModel;
import io.quittance.laboratory.dataset.LabelledRows;
import io.quittance.laboratory.export.OnnxScorer;
import java.util.List;

/// The version that serves now, ready to score rows beside a candidate.
///
/// @param version its number in the registry
/// @param features the features it reads, in its own order
/// @param scorer computes calibrated probabilities
public record Champion(int version, List<String> features, Scorer scorer) {

  /// Scores rows with a model of any family.
  @FunctionalInterface
  interface Scorer {
    /// @param values row-major
    double[] probabilities(float[] values, int rows, int width);
  }

  public Champion {
    features = List.copyOf(features);
  }

  /// Verifies and loads a bundle. A forest is compiled, as in the scoring service; any other graph
  /// runs on ONNX Runtime.
  ///
  /// @throws io.quittance.core.model.ModelRefusedException when the bundle violates a rule
  public static Champion of(int version, byte[] bundle) {
    ModelBundle read = ModelBundle.read(bundle);
    OnnxModel model = read.load();
    Scorer scorer =
        model
            .forest()
            .<Scorer>map(forest -> (values, rows, _) -> Scoring.probabilities(forest, values, rows))
            .orElseGet(
                () ->
                    (values, rows, width) ->
                        OnnxScorer.probabilities(read.onnx(), values, rows, width));
    return new Champion(version, read.manifest().featureNames(), scorer);
  }

  /// Returns calibrated probabilities for the action that each row recommends.
  ///
  /// @throws io.quittance.laboratory.table.problem.BadDataException when a feature that the
  ///   champion reads is missing
  public double[] probabilities(LabelledRows rows) {
    return scorer.probabilities(rows.project(features), rows.size(), features.size());
  }
}
