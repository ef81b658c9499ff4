package io.quittance.core.bundle;

import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.model.FeatureVersion;
import io.quittance.core.model.ModelRefusedException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// The columns that a model reads. Immutable.
///
/// @param featureSchema features with their versions, in the order of the model's columns; at least
///   one, each name once
/// @param categories for each categorical feature, by name, the category that each code stands for,
///   in the order of the codes (0, 1, 2 …); at most [CategoryEncodings#MAX_CODES] distinct words
public record ModelInputs(
    List<FeatureVersion> featureSchema, Map<String, List<String>> categories) {

  /// @throws ModelRefusedException with rule `manifest` when a part is missing, `feature-schema`
  ///   when there is no feature or one is named twice, `categories` when the words of a feature
  ///   repeat or belong to no feature
  public ModelInputs {
    if (featureSchema == null
        || featureSchema.stream().anyMatch(Objects::isNull)
        || categories == null) {
      throw new ModelRefusedException("manifest", "the manifest lacks a required field");
    }
    featureSchema = List.copyOf(featureSchema);
    Set<String> names = new HashSet<>();
    for (FeatureVersion feature : featureSchema) {
      if (!names.add(feature.name())) {
        throw new ModelRefusedException(
            "feature-schema", "the manifest names the feature " + feature.name() + " twice");
      }
    }
    if (featureSchema.isEmpty()) {
      throw new ModelRefusedException("feature-schema", "the manifest names no feature");
    }
    categories = checked(categories, names);
  }

  private static Map<String, List<String>> checked(
      Map<String, List<String>> categories, Set<String> features) {
    Map<String, List<String>> checked = new TreeMap<>();
    categories.forEach(
        (feature, words) -> {
          boolean fits =
              features.contains(feature)
                  && words != null
                  && words.stream().noneMatch(Objects::isNull)
                  && words.size() <= CategoryEncodings.MAX_CODES
                  && Set.copyOf(words).size() == words.size();
          if (!fits) {
            throw new ModelRefusedException(
                "categories", "categories must be distinct and belong to a feature of the model");
          }
          checked.put(feature, List.copyOf(words));
        });
    return Map.copyOf(checked);
  }

  /// Returns the names of the features in the order of the model's columns.
  public List<String> featureNames() {
    return featureSchema.stream().map(FeatureVersion::name).toList();
  }
}
