package io.quittance.core.bundle;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.model.FeatureVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The flat form of a [Manifest] in `manifest.json`. Its components are the fields of the file.
record ManifestJson(
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

  static ManifestJson of(Manifest manifest) {
    Provenance provenance = manifest.provenance();
    return new ManifestJson(
        manifest.name(),
        manifest.version(),
        manifest.inputs().featureSchema(),
        provenance.trainingRun(),
        provenance.dataSha256(),
        manifest.metrics(),
        manifest.calibration(),
        manifest.parts(),
        provenance.createdAt(),
        provenance.quittanceVersion(),
        provenance.framework(),
        manifest.family(),
        manifest.explanation(),
        manifest.inputs().categories());
  }

  Manifest manifest() {
    return new Manifest(
        name,
        version,
        new ModelInputs(featureSchema, categories),
        new Provenance(trainingRun, dataSha256, createdAt, quittanceVersion, framework),
        family,
        calibration,
        explanation,
        metrics,
        parts);
  }
}
