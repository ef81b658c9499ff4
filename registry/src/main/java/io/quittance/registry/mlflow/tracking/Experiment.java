package io.quittance.registry.mlflow.tracking;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quittance.registry.mlflow.Tag;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/// An experiment as MLflow's clients see it.
///
/// @param experimentId a number as text; `0` is the experiment that always exists
/// @param artifactLocation where its artefacts lie; always in this registry
@JsonNaming(SnakeCaseStrategy.class)
public record Experiment(
    String experimentId,
    String name,
    String artifactLocation,
    String lifecycleStage,
    long creationTime,
    long lastUpdateTime,
    List<Tag> tags) {

  static final String ACTIVE = "active";
  static final String DELETED = "deleted";

  public Experiment {
    tags = List.copyOf(tags);
  }

  static Experiment of(Row row) {
    String id = row.getLong("id").toString();
    return new Experiment(
        id,
        row.getString("name"),
        "mlflow-artifacts:/" + id,
        row.getString("lifecycle_stage"),
        row.getLong("created_at"),
        row.getLong("updated_at"),
        Tag.list(row.get(JsonObject.class, "tags")));
  }

  @com.fasterxml.jackson.annotation.JsonIgnore
  public boolean active() {
    return lifecycleStage.equals(ACTIVE);
  }

  /// The answer to a request for one experiment.
  public record One(Experiment experiment) {}

  /// The answer to a creation.
  @JsonNaming(SnakeCaseStrategy.class)
  public record Created(String experimentId) {}
}
