package io.quittance.registry.mlflow.training;

import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.bundle.Provenance;
import io.quittance.core.text.Sha256;
import io.quittance.registry.artifact.ArtifactId;
import io.quittance.registry.artifact.ArtifactStore;
import io.quittance.registry.mlflow.artifact.StoredFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A training of ours as MLflow shows it, read from a version of the catalogue and its bundle.
///
/// @param files of the model, below the root of a logged model or of a version
/// @param report files of the run
record Training(
    Row version,
    String runId,
    String modelId,
    JsonObject params,
    JsonObject tags,
    JsonArray datasets,
    Map<String, Double> metrics,
    long startedAt,
    long endedAt,
    List<StoredFile> files,
    List<StoredFile> report) {

  private static final int ID = 32;

  /// Reads the bundle of a version and stores its parts as files of their own. Blocks.
  static Training read(ArtifactStore store, Row version) {
    String artifact = version.getString("artifact_sha256");
    ModelBundle bundle = ModelBundle.read(store.read(id(artifact), ModelBundle.MAX_BYTES));
    String key =
        "%s|%s|%d"
            .formatted(
                version.getString("tenant"),
                version.getString("name"),
                version.getInteger("version"));
    String hash = Sha256.hex(key.getBytes(StandardCharsets.UTF_8));
    String runId = hash.substring(0, ID);
    String modelId = "m-" + hash.substring(ID);
    List<StoredFile> files = new ArrayList<>();
    BundleFiles.of(bundle, runId, modelId)
        .forEach(
            (path, bytes) -> {
              ArtifactStore.Stored stored = store.add(new ByteArrayInputStream(bytes));
              files.add(new StoredFile(path, stored.id(), stored.bytes()));
            });
    files.add(file(store, "bundle.zip", artifact));
    List<StoredFile> report = new ArrayList<>(files.stream().filter(Training::isOfTheRun).toList());
    String evidence = version.getString("evidence_sha256");
    if (evidence != null) {
      report.add(file(store, "evidence.csv", evidence));
    }
    Provenance from = bundle.manifest().provenance();
    return new Training(
        version,
        runId,
        modelId,
        params(bundle.manifest()),
        tags(version, from),
        datasets(from),
        metrics(bundle.manifest(), version),
        from.trainingRun().startedAt().toEpochMilli(),
        from.createdAt().toEpochMilli(),
        List.copyOf(files),
        List.copyOf(report));
  }

  private static boolean isOfTheRun(StoredFile file) {
    return file.path().equals("card.md") || file.path().equals("manifest.json");
  }

  private static StoredFile file(ArtifactStore store, String path, String sha256) {
    return new StoredFile(path, id(sha256), store.size(id(sha256)).orElse(0));
  }

  private static ArtifactId id(String sha256) {
    return new ArtifactId(sha256);
  }

  private static JsonObject params(Manifest manifest) {
    Provenance from = manifest.provenance();
    return new JsonObject()
        .put("family", manifest.family())
        .put("framework", from.framework())
        .put("quittance_version", from.quittanceVersion())
        .put("explanation", manifest.explanation().name())
        .put("features", Integer.toString(manifest.inputs().featureSchema().size()))
        .put("feature_names", shortened(String.join(",", manifest.featureNames())))
        .put("rows", Long.toString(from.trainingRun().rows()))
        .put("data_from", from.trainingRun().from().toString())
        .put("data_to", from.trainingRun().to().toString())
        .put("data_sha256", from.dataSha256());
  }

  private static JsonObject tags(Row version, Provenance from) {
    JsonObject tags =
        new JsonObject()
            .put("mlflow.runName", name(version))
            .put("mlflow.user", from.trainingRun().requestedBy())
            .put("mlflow.source.name", "quittance")
            .put("mlflow.source.type", "JOB")
            .put("quittance.model", version.getString("name"))
            .put("quittance.version", version.getInteger("version").toString())
            .put("quittance.training_run", from.trainingRun().id())
            .put("quittance.registered_by", version.getString("registered_by"));
    String request = version.getString("request_id");
    return request == null ? tags : tags.put("quittance.retraining_request", request);
  }

  static String name(Row version) {
    return version.getString("name") + " version " + version.getInteger("version");
  }

  private static JsonArray datasets(Provenance from) {
    JsonObject dataset =
        new JsonObject()
            .put("name", "training data")
            .put("digest", from.dataSha256().substring(0, Math.min(36, from.dataSha256().length())))
            .put("source_type", "quittance")
            .put("source", new JsonObject().put("sha256", from.dataSha256()).encode());
    JsonObject context =
        new JsonObject().put("key", "mlflow.data.context").put("value", "training");
    return new JsonArray()
        .add(new JsonObject().put("tags", new JsonArray().add(context)).put("dataset", dataset));
  }

  /// Returns what the trainer claims, and what the gate computed under `gate.`.
  private static Map<String, Double> metrics(Manifest manifest, Row version) {
    Map<String, Double> metrics = new TreeMap<>(manifest.metrics());
    for (String figure :
        List.of(
            "candidate_auc",
            "champion_auc",
            "delta_auc",
            "delta_low",
            "delta_high",
            "log_loss_delta")) {
      @Nullable Double value = version.getDouble(figure);
      if (value != null) {
        metrics.put("gate." + figure, value);
      }
    }
    return metrics;
  }

  private static String shortened(String text) {
    return text.length() <= 6000 ? text : text.substring(0, 6000);
  }
}
