package io.quittance.feedback.drift;

import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.model.DriftReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The training baseline of a champion: what is kept of its bundle, without the model.
///
/// @param auc AUC on the bundle's own test rows; null when the manifest has none
/// @param trainedTo end of the decisions it was trained on, event time
/// @param featureVersions the version of each feature that it reads, by name
public record ChampionBaseline(
    int version,
    String sha256,
    DriftReference reference,
    List<String> features,
    Map<String, Integer> featureVersions,
    @Nullable Double auc,
    Instant trainedTo) {

  static ChampionBaseline of(int version, String sha256, ModelBundle bundle) {
    Manifest manifest = bundle.manifest();
    return new ChampionBaseline(
        version,
        sha256,
        bundle.reference(),
        manifest.featureNames(),
        manifest.inputs().featureSchema().stream()
            .collect(Collectors.toUnmodifiableMap(f -> f.name(), f -> f.version())),
        manifest.metrics().get("auc"),
        manifest.provenance().trainingRun().to());
  }
}
