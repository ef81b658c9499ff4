package io.quittance.core.bundle;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.model.ModelPartReader;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.text.CanonicalJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The description of a model in its bundle, stored as `manifest.json`. Immutable.
///
/// @param name the model's name in the registry
/// @param version version in the registry; null until a registry has assigned one
/// @param inputs the columns that the model reads
/// @param provenance who trained it, on which data, with what
/// @param family kind of model in one word, such as `xgboost` or `stacked`
/// @param calibration map from margin to probability; the graph holds the same one
/// @param explanation how the contributions of its features are computed
/// @param metrics figures of its evaluation by name, such as `auc`
/// @param parts SHA-256 of each other part of the bundle, by file name
public record Manifest(
    String name,
    @Nullable Integer version,
    ModelInputs inputs,
    Provenance provenance,
    String family,
    Calibration calibration,
    ExplanationMethod explanation,
    Map<String, Double> metrics,
    Map<String, String> parts) {

  /// @throws ModelRefusedException with rule `manifest` when a required part is missing
  public Manifest {
    if (name == null
        || inputs == null
        || provenance == null
        || family == null
        || calibration == null
        || explanation == null
        || metrics == null
        || parts == null) {
      throw new ModelRefusedException("manifest", "the manifest lacks a required field");
    }
    if (metrics.values().stream().anyMatch(Objects::isNull)
        || parts.values().stream().anyMatch(Objects::isNull)) {
      throw new ModelRefusedException("manifest", "a metric or a hash of the manifest is missing");
    }
    metrics = Map.copyOf(new TreeMap<>(metrics));
    parts = Map.copyOf(new TreeMap<>(parts));
  }

  /// Returns the names of the features in the order of the model's columns.
  public List<String> featureNames() {
    return inputs.featureNames();
  }

  /// Returns a copy with other hashes of the parts.
  public Manifest withParts(Map<String, String> newParts) {
    return new Manifest(
        name, version, inputs, provenance, family, calibration, explanation, metrics, newParts);
  }

  /// Returns the manifest in canonical JSON: equal manifests have equal bytes.
  public byte[] toJson() {
    return CanonicalJson.write(ManifestJson.of(this));
  }

  /// Reads what [#toJson] wrote.
  ///
  /// @throws ModelRefusedException when the bytes are not a manifest
  public static Manifest fromJson(byte[] json) {
    return ModelPartReader.read(json, ManifestJson.class, "manifest").manifest();
  }
}
