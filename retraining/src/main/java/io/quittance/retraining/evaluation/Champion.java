package io.quittance.retraining.evaluation;

import io.quittance.core.model.FlatForest;
import io.quittance.core.model.ModelBundle;
import io.quittance.core.model.OnnxModel;
import io.quittance.retraining.dataset.LabelledRows;
import java.util.List;

/// The serving version, ready to score rows beside a candidate.
///
/// @param version its number in the registry
/// @param features what it reads, in its own order
public record Champion(int version, List<String> features, FlatForest forest) {

  /// Verifies the bundle and compiles its forest.
  ///
  /// @throws io.quittance.core.model.ModelRefusedException when the bundle breaks a rule
  /// @throws IllegalStateException when its graph is no forest, which the registry never registers
  public static Champion of(int version, byte[] bundle) {
    ModelBundle read = ModelBundle.read(bundle);
    OnnxModel model = read.load();
    FlatForest forest =
        model
            .forest()
            .orElseThrow(
                () ->
                    new IllegalStateException("champion " + version + " is not a forest of trees"));
    return new Champion(version, read.manifest().featureNames(), forest);
  }

  /// Calibrated probabilities for the action that each row recommends.
  ///
  /// @throws io.quittance.retraining.dataset.BadDataException when a feature it reads is absent
  public double[] probabilities(LabelledRows rows) {
    return Scoring.probabilities(forest, rows.project(features), rows.size());
  }
}
