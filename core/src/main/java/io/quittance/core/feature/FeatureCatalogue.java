package io.quittance.core.feature;

import io.quittance.core.feature.StandardFeatures.ComputedFeature;
import io.quittance.core.model.FeatureVersion;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The features that models may read, each with a version of its own. A new feature leaves existing
/// models valid; a feature whose meaning changes gets a new version. Immutable.
public final class FeatureCatalogue {

  /// Name of the model input that holds the action under consideration; always the last.
  public static final String ACTION_CHANNEL = "action_channel";

  private static final FeatureCatalogue STANDARD =
      new FeatureCatalogue(StandardFeatures.ALL.stream().map(ComputedFeature::definition).toList());

  private final List<FeatureDefinition> definitions;
  private final List<String> names;
  private final Map<String, Integer> indices = new HashMap<>();
  private final SortedMap<String, Integer> versions = new TreeMap<>();
  private final Map<String, String> concepts;

  private FeatureCatalogue(List<FeatureDefinition> definitions) {
    this.definitions = definitions;
    this.names = definitions.stream().map(FeatureDefinition::name).toList();
    this.concepts =
        definitions.stream()
            .collect(
                Collectors.toUnmodifiableMap(FeatureDefinition::name, FeatureDefinition::concept));
    for (FeatureDefinition definition : definitions) {
      indices.put(definition.name(), indices.size());
      if (!ACTION_CHANNEL.equals(definition.name())) {
        versions.put(definition.name(), definition.version());
      }
    }
  }

  /// Returns the catalogue of this release.
  public static FeatureCatalogue standard() {
    return STANDARD;
  }

  /// Returns why a name may never be an input: `protected-feature` for an attribute of the person
  /// that must not count, `post-outcome-feature` for something known only after the outcome. Empty
  /// when the name is allowed.
  public static Optional<String> refusalCode(String name) {
    return ForbiddenNames.refusalCode(name);
  }

  /// Returns the definitions in the order of the vector.
  public List<FeatureDefinition> definitions() {
    return definitions;
  }

  /// Returns the names in the order of the vector.
  public List<String> names() {
    return names;
  }

  /// Returns the number of features, the action included.
  public int size() {
    return definitions.size();
  }

  /// Returns the position of a feature in the vector, from 0.
  ///
  /// @throws IllegalArgumentException when there is no such feature
  public int index(String name) {
    Integer index = indices.get(name);
    if (index == null) {
      throw new IllegalArgumentException("there is no feature " + name);
    }
    return index;
  }

  /// Returns the definition of a feature.
  ///
  /// @throws IllegalArgumentException when there is no such feature
  public FeatureDefinition definition(String name) {
    return definitions.get(index(name));
  }

  /// Returns the version of each feature except the action, by name.
  public SortedMap<String, Integer> versions() {
    return Collections.unmodifiableSortedMap(versions);
  }

  /// Returns the concept of each feature, by name of the feature.
  public Map<String, String> concepts() {
    return concepts;
  }

  /// Finds the inputs of a model.
  ///
  /// @param signature features that the model reads, in its order
  /// @throws SignatureRefusedException when the signature is empty, names a feature twice, or names
  ///   a feature or version that is unknown or forbidden
  public FeatureSelection select(List<FeatureVersion> signature) {
    if (signature.isEmpty()) {
      throw new SignatureRefusedException(
          "empty-signature", "", "the model's signature names no feature");
    }
    Set<String> seen = new HashSet<>();
    int[] selected = new int[signature.size()];
    for (int i = 0; i < selected.length; i++) {
      FeatureVersion wanted = signature.get(i);
      selected[i] = indexOf(wanted.name(), wanted.version());
      if (!seen.add(wanted.name())) {
        throw new SignatureRefusedException(
            "duplicate-feature", wanted.name(), wanted.name() + " is named twice in the signature");
      }
    }
    return new FeatureSelection(signature.stream().map(FeatureVersion::name).toList(), selected);
  }

  int indexOf(String name, int version) {
    Optional<String> refusal = refusalCode(name);
    if (refusal.isPresent()) {
      throw new SignatureRefusedException(
          refusal.get(), name, name + " must not be an input of a model");
    }
    @Nullable Integer index = indices.get(name);
    if (index == null) {
      throw new SignatureRefusedException(
          "unknown-feature", name, "there is no feature " + name + " in the catalogue");
    }
    int known = definitions.get(index).version();
    if (known != version) {
      throw new SignatureRefusedException(
          "unknown-version",
          name,
          name
              + " has version "
              + known
              + " in the catalogue, but the model reads version "
              + version);
    }
    return index;
  }
}
