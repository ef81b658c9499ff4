package io.quittance.core.feature;

/// One input of a model and its permitted use.
///
/// @param name snake_case, unique in the catalogue
/// @param version at least 1; increases when the meaning changes; models name the version they were
///   trained on
/// @param unit such as `currency units`, `days`, `share`
/// @param min smallest plausible value
/// @param max largest plausible value
/// @param owner team that answers for its meaning
/// @param allowedUse purpose it may be used for
/// @param concept subject of the feature, in kebab case; reasons of one concept are combined and
///   worded by [io.quittance.core.explain.ReasonTexts]
public record FeatureDefinition(
    String name,
    int version,
    String unit,
    double min,
    double max,
    String owner,
    String allowedUse,
    String concept) {

  /// @throws IllegalArgumentException when the name is not snake_case, the version is less than 1,
  ///   or `min` is not less than `max`
  public FeatureDefinition {
    if (!name.matches("[a-z][a-z0-9_]*") || version < 1 || !(min < max)) {
      throw new IllegalArgumentException(
          "feature "
              + name
              + " needs a snake_case name, a version of at least 1 and min below max");
    }
  }

  /// Returns whether a value is missing or lies in the range.
  boolean accepts(float value) {
    return Float.isNaN(value) || (value >= min && value <= max);
  }
}
