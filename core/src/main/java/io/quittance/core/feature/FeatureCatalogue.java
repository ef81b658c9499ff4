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

/// The features there are. Adding one refuses no model; changing the meaning of one makes a new
/// version of it. Immutable.
public final class FeatureCatalogue {

  /// The model input that says what would be done; always the last.
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

  /// The catalogue of this version of Quittance.
  public static FeatureCatalogue standard() {
    return STANDARD;
  }

  /// Why a name may never be an input: `protected-feature` for attributes of the person that must
  /// not count, `post-outcome-feature` for what is known only afterwards. Empty when it may.
  public static Optional<String> refusalCode(String name) {
    return ForbiddenNames.refusalCode(name);
  }

  /// In the order of the vector.
  public List<FeatureDefinition> definitions() {
    return definitions;
  }

  /// In the order of the vector.
  public List<String> names() {
    return names;
  }

  public int size() {
    return definitions.size();
  }

  /// The place of a feature in the vector.
  ///
  /// @throws IllegalArgumentException when there is no such feature
  public int index(String name) {
    Integer index = indices.get(name);
    if (index == null) {
      throw new IllegalArgumentException("there is no feature " + name);
    }
    return index;
  }

  /// What a feature is.
  ///
  /// @throws IllegalArgumentException when there is no such feature
  public FeatureDefinition definition(String name) {
    return definitions.get(index(name));
  }

  /// The version of each feature but the action.
  public SortedMap<String, Integer> versions() {
    return Collections.unmodifiableSortedMap(versions);
  }

  /// What each feature speaks of.
  public Map<String, String> concepts() {
    return concepts;
  }

  /// Finds the inputs of a model.
  ///
  /// @param signature what the model reads, in its order
  /// @throws SignatureRefusedException when it asks for nothing, for something twice, for something
  ///   there is not in that version, or for something it must not have
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
