package io.quittance.laboratory.training;

import io.quittance.core.text.WireNames;
import java.util.Arrays;
import java.util.Optional;

/// The kinds of model that are trained.
public enum Family {
  XGBOOST,
  LIGHTGBM,
  RANDOM_FOREST,
  LOGISTIC_REGRESSION,
  MULTILAYER_PERCEPTRON;

  /// The name in manifests, reports and options, such as `random-forest`.
  public String slug() {
    return WireNames.of(this);
  }

  /// The family with a slug.
  public static Optional<Family> of(String slug) {
    return Arrays.stream(values()).filter(family -> family.slug().equals(slug)).findFirst();
  }
}
