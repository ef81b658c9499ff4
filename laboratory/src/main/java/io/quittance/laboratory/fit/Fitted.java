package io.quittance.laboratory.fit;

import io.quittance.core.calibration.Calibration;
import io.quittance.laboratory.search.SearchHistory;
import io.quittance.laboratory.training.FittedModel;
import java.util.List;

/// A fitted model and how it was obtained.
///
/// @param family the slug of its family or combination
/// @param framework the libraries that trained it
/// @param families the best model of each family, by log loss
/// @param combinations the combinations that were tried
public record Fitted(
    String family,
    String framework,
    FittedModel model,
    Calibration calibration,
    CalibrationChoice calibrationChoice,
    SearchHistory history,
    List<FamilyBest> families,
    List<CombinationResult> combinations) {

  public Fitted {
    families = List.copyOf(families);
    combinations = List.copyOf(combinations);
  }

  /// Returns the calibrated probabilities for margins of the model.
  public double[] probabilities(double[] margins) {
    double[] probabilities = new double[margins.length];
    for (int i = 0; i < margins.length; i++) {
      probabilities[i] = calibration.probability(margins[i]);
    }
    return probabilities;
  }
}
