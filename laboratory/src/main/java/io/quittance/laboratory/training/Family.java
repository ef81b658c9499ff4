package io.quittance.laboratory.training;

import io.quittance.core.text.WireNames;
import java.util.Arrays;
import java.util.Optional;

/// The families of models that can be trained.
public enum Family {
  XGBOOST,
  LIGHTGBM,
  RANDOM_FOREST,
  LOGISTIC_REGRESSION,
  MULTILAYER_PERCEPTRON;

  /// Returns the name used in manifests, reports and options, such as `random-forest`.
  public String slug() {
    return WireNames.of(this);
  }

  /// Returns the family with the given slug.
  public static Optional<Family> of(String slug) {
    return Arrays.stream(values()).filter(family -> family.slug().equals(slug)).findFirst();
  }
}
