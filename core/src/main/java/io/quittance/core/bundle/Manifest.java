package io.quittance.core.bundle;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.model.FeatureVersion;
import io.quittance.core.model.ModelPartReader;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.text.CanonicalJson;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a bundle says of itself.
///
/// @param version null until a registry has given one
/// @param featureSchema what the model reads, in the order of its columns
/// @param dataSha256 of the training data set
/// @param calibration as it is also written into the graph
/// @param parts SHA-256 of each other part of the bundle by file name
/// @param framework what trained the model, such as `xgboost 3.0.4`
/// @param family the kind of model in one word, such as `xgboost` or `stacked`
/// @param explanation how its contributions are computed
/// @param categories by name of a categorical feature: the category that each code stands for, in
///   the order of the codes
public record Manifest(
    String name,
    @Nullable Integer version,
    List<FeatureVersion> featureSchema,
    TrainingRun trainingRun,
    String dataSha256,
    Map<String, Double> metrics,
    Calibration calibration,
    Map<String, String> parts,
    Instant createdAt,
    String quittanceVersion,
    String framework,
    String family,
    ExplanationMethod explanation,
    Map<String, List<String>> categories) {

  /// @throws ModelRefusedException when something is absent or a feature is named twice
  public Manifest {
    if (name == null
        || featureSchema == null
        || trainingRun == null
        || dataSha256 == null
        || metrics == null
        || calibration == null
        || parts == null
        || createdAt == null
        || quittanceVersion == null
        || framework == null
        || family == null
        || explanation == null
        || categories == null) {
      throw new ModelRefusedException("manifest", "a part of the manifest is absent");
    }
    featureSchema = List.copyOf(featureSchema);
    Set<String> names = new HashSet<>();
    for (FeatureVersion feature : featureSchema) {
      if (!names.add(feature.name())) {
        throw new ModelRefusedException("feature-schema", "a feature is named twice");
      }
    }
    if (featureSchema.isEmpty()) {
      throw new ModelRefusedException("feature-schema", "a model needs a feature");
    }
    categories = checked(categories, names);
    metrics = Map.copyOf(new TreeMap<>(metrics));
    parts = Map.copyOf(new TreeMap<>(parts));
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
                "categories", "categories must be distinct and belong to a feature");
          }
          checked.put(feature, List.copyOf(words));
        });
    return Map.copyOf(checked);
  }

  /// The names of the model's columns in order.
  public List<String> featureNames() {
    return featureSchema.stream().map(FeatureVersion::name).toList();
  }

  public Manifest withVersion(int newVersion) {
    return new Manifest(
        name,
        newVersion,
        featureSchema,
        trainingRun,
        dataSha256,
        metrics,
        calibration,
        parts,
        createdAt,
        quittanceVersion,
        framework,
        family,
        explanation,
        categories);
  }

  public Manifest withParts(Map<String, String> newParts) {
    return new Manifest(
        name,
        version,
        featureSchema,
        trainingRun,
        dataSha256,
        metrics,
        calibration,
        newParts,
        createdAt,
        quittanceVersion,
        framework,
        family,
        explanation,
        categories);
  }

  /// Canonical JSON: equal manifests have equal bytes.
  public byte[] toJson() {
    return CanonicalJson.write(this);
  }

  /// Reads what [#toJson] wrote.
  ///
  /// @throws ModelRefusedException when the bytes are not a manifest
  public static Manifest fromJson(byte[] json) {
    return ModelPartReader.read(json, Manifest.class, "manifest");
  }
}
