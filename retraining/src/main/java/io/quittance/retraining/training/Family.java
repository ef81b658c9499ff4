package io.quittance.retraining.training;

import java.util.Arrays;
import java.util.Locale;
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
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The family with a slug.
  public static Optional<Family> of(String slug) {
    return Arrays.stream(values()).filter(family -> family.slug().equals(slug)).findFirst();
  }
}
