package io.quittance.retraining.search;

import io.quittance.retraining.training.Family;
import io.quittance.retraining.training.Parameters;

/// What one trial trains.
public record Point(Family family, Parameters parameters) {

  /// The family and its parameters in words: `xgboost: eta 0.1, max-depth 4`.
  public String words() {
    return family.slug() + ": " + parameters.words();
  }
}
