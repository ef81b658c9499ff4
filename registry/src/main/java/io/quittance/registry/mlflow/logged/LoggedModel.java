package io.quittance.registry.mlflow.logged;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quittance.registry.mlflow.Tag;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A logged model as MLflow's clients see it.
public record LoggedModel(Info info, Data data) {

  public static final String PENDING = "LOGGED_MODEL_PENDING";
  public static final String READY = "LOGGED_MODEL_READY";
  public static final String FAILED = "LOGGED_MODEL_UPLOAD_FAILED";

  /// What names a logged model and says how it stands.
  @JsonNaming(SnakeCaseStrategy.class)
  public record Info(
      String modelId,
      String experimentId,
      String name,
      String artifactUri,
      String status,
      long creationTimestampMs,
      long lastUpdatedTimestampMs,
      @Nullable String sourceRunId,
      @Nullable String modelType,
      @Nullable String statusMessage,
      List<Tag> tags) {

    public Info {
      tags = List.copyOf(tags);
    }
  }

  /// What was logged about it.
  public record Data(List<Tag> params, List<Measure> metrics) {

    public Data {
      params = List.copyOf(params);
      metrics = List.copyOf(metrics);
    }
  }

  /// A value of a metric that measures a logged model.
  @JsonNaming(SnakeCaseStrategy.class)
  public record Measure(
      String key,
      double value,
      long timestamp,
      long step,
      String modelId,
      String runId,
      @Nullable String datasetName,
      @Nullable String datasetDigest) {

    static Measure of(Row row) {
      return new Measure(
          row.getString("key"),
          row.getDouble("value"),
          row.getLong("at"),
          row.getLong("step"),
          row.getString("model_id"),
          row.getString("run_id"),
          row.getString("dataset_name"),
          row.getString("dataset_digest"));
    }
  }

  /// Returns the folder of a logged model's files.
  public static String root(long experimentId, String modelId) {
    return experimentId + "/models/" + modelId + "/artifacts";
  }

  static LoggedModel of(Row row, List<Measure> measures) {
    String id = row.getString("model_id");
    long experiment = row.getLong("experiment_id");
    return new LoggedModel(
        new Info(
            id,
            Long.toString(experiment),
            row.getString("name"),
            "mlflow-artifacts:/" + root(experiment, id),
            row.getString("status"),
            row.getLong("created_at"),
            row.getLong("updated_at"),
            row.getString("source_run_id"),
            row.getString("model_type"),
            row.getString("status_message"),
            Tag.list(row.get(JsonObject.class, "tags"))),
        new Data(Tag.list(row.get(JsonObject.class, "params")), measures));
  }

  /// The answer to a request for one logged model.
  public record One(LoggedModel model) {}

  /// A page of logged models.
  ///
  /// @param nextPageToken null on the last page
  @JsonNaming(SnakeCaseStrategy.class)
  public record Page(List<LoggedModel> models, @Nullable String nextPageToken) {}
}
