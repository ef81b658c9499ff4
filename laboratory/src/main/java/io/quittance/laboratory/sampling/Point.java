package io.quittance.laboratory.sampling;

import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.Parameters;

/// The family and parameters of one trial.
public record Point(Family family, Parameters parameters) {

  /// Returns the family and its parameters in words: `xgboost: eta 0.1, max-depth 4`.
  public String words() {
    return family.slug() + ": " + parameters.words();
  }
}
