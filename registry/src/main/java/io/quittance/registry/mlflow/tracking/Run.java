package io.quittance.registry.mlflow.tracking;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quittance.registry.mlflow.Tag;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run as MLflow's clients see it.
@JsonNaming(SnakeCaseStrategy.class)
public record Run(Info info, Data data, Inputs inputs, Outputs outputs) {

  /// What names a run and says how it stands.
  ///
  /// @param runUuid the same as `runId`, under its older name
  @JsonNaming(SnakeCaseStrategy.class)
  public record Info(
      String runId,
      String runUuid,
      String experimentId,
      String runName,
      String userId,
      String status,
      long startTime,
      @Nullable Long endTime,
      String artifactUri,
      String lifecycleStage) {

    static Info of(Row row) {
      String id = row.getString("run_id");
      String experiment = row.getLong("experiment_id").toString();
      return new Info(
          id,
          id,
          experiment,
          row.getString("name"),
          row.getString("user_id"),
          row.getString("status"),
          row.getLong("started_at"),
          row.getLong("ended_at"),
          "mlflow-artifacts:/" + experiment + "/" + id + "/artifacts",
          row.getString("lifecycle_stage"));
    }
  }

  /// What was logged: the latest point of each metric, the parameters and the tags.
  public record Data(List<MetricPoint> metrics, List<Tag> params, List<Tag> tags) {

    public Data {
      metrics = List.copyOf(metrics);
      params = List.copyOf(params);
      tags = List.copyOf(tags);
    }
  }

  /// What the run read.
  @JsonNaming(SnakeCaseStrategy.class)
  public record Inputs(List<Object> datasetInputs, List<Object> modelInputs) {

    public Inputs {
      datasetInputs = List.copyOf(datasetInputs);
      modelInputs = List.copyOf(modelInputs);
    }
  }

  /// The models that the run made.
  @JsonNaming(SnakeCaseStrategy.class)
  public record Outputs(List<Object> modelOutputs) {

    public Outputs {
      modelOutputs = List.copyOf(modelOutputs);
    }
  }

  static Run of(Row row, List<MetricPoint> latest) {
    return new Run(
        Info.of(row),
        new Data(
            latest,
            Tag.list(row.get(JsonObject.class, "params")),
            Tag.list(row.get(JsonObject.class, "tags"))),
        new Inputs(objects(row, "dataset_inputs"), objects(row, "model_inputs")),
        new Outputs(objects(row, "model_outputs")));
  }

  private static List<Object> objects(Row row, String column) {
    return row.get(JsonArray.class, column).stream()
        .map(entry -> (Object) (entry instanceof JsonObject o ? plain(o) : entry))
        .toList();
  }

  private static Map<String, Object> plain(JsonObject object) {
    Map<String, Object> plain = new java.util.LinkedHashMap<>();
    object.forEach(
        field ->
            plain.put(
                field.getKey(),
                switch (field.getValue()) {
                  case JsonObject inner -> plain(inner);
                  case JsonArray list ->
                      list.stream().map(e -> e instanceof JsonObject o ? plain(o) : e).toList();
                  default -> field.getValue();
                }));
    return plain;
  }

  /// The answer to a request for one run.
  public record One(Run run) {}

  /// The answer to a change of a run.
  @JsonNaming(SnakeCaseStrategy.class)
  public record Updated(Info runInfo) {}
}
