package io.quittance.core.model;

/// One feature as a model was trained on it.
///
/// @param version at least 1; a feature that is computed otherwise has another version
public record FeatureVersion(String name, int version) {
  public FeatureVersion {
    if (name == null || name.isBlank() || version < 1) {
      throw new ModelRefusedException(
          "feature-schema", "a feature must have a name and a version of at least 1");
    }
  }
}
