package io.quittance.retraining.training;

import io.quittance.core.model.TreeEnsemble;
import io.quittance.retraining.dataset.LabelledRows;

/// A forest, and the library that grew it as the oracle of its margins.
///
/// @param settings what it was grown with
/// @param ensemble the trees up to the best round, with covers
/// @param logLoss on the validation rows, uncalibrated
/// @param oracle the library's own margins
public record TrainedForest(
    Settings settings, TreeEnsemble ensemble, double logLoss, Oracle oracle) {

  /// Margins (log odds before calibration) as the training library computes them.
  @FunctionalInterface
  public interface Oracle {
    float[] margins(LabelledRows rows);
  }
}
