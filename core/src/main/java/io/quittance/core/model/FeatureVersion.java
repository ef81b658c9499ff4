package io.quittance.core.model;

/// A feature and the version of it that a model was trained on.
///
/// @param name name in the feature catalogue, or of a column of a user's table
/// @param version at least 1; a feature whose formula changes gets a new version
public record FeatureVersion(String name, int version) {
  /// @throws ModelRefusedException with rule `feature-schema` when the name is blank or the version
  ///   is less than 1
  public FeatureVersion {
    if (name == null || name.isBlank() || version < 1) {
      throw new ModelRefusedException(
          "feature-schema", "a feature must have a name and a version of at least 1");
    }
  }
}
