package io.quittance.core.feature;

/// One input of a model and what may be done with it.
///
/// @param name snake_case, unique in the catalogue
/// @param version grows when the meaning changes; models name the version they were trained on
/// @param unit such as `currency units`, `days`, `share`
/// @param min smallest value that makes sense
/// @param max largest value that makes sense
/// @param owner who answers for its meaning
/// @param allowedUse what it may be used for
/// @param concept what it speaks of, in kebab case; reasons of one concept are told as one, in the
///   words of [io.quittance.core.explain.ReasonTexts]
public record FeatureDefinition(
    String name,
    int version,
    String unit,
    double min,
    double max,
    String owner,
    String allowedUse,
    String concept) {

  public FeatureDefinition {
    if (!name.matches("[a-z][a-z0-9_]*") || version < 1 || !(min < max)) {
      throw new IllegalArgumentException(
          "feature "
              + name
              + " needs a snake_case name, a version of at least 1 and min below max");
    }
  }

  /// Whether a value is missing or lies in the range.
  boolean accepts(float value) {
    return Float.isNaN(value) || (value >= min && value <= max);
  }
}
