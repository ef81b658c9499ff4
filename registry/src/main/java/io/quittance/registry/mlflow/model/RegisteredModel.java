package io.quittance.registry.mlflow.model;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quittance.registry.mlflow.Tag;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A registered model as MLflow's clients see it.
///
/// @param latestVersions the newest version, none when there is no version
@JsonNaming(SnakeCaseStrategy.class)
record RegisteredModel(
    String name,
    long creationTimestamp,
    long lastUpdatedTimestamp,
    String userId,
    String description,
    List<Version> latestVersions,
    List<Tag> tags,
    List<Held> aliases) {

  /// An alias and the version that has it.
  record Held(String alias, String version) {}

  static RegisteredModel of(Row row, List<Version> versions, List<Held> aliases) {
    return new RegisteredModel(
        row.getString("name"),
        row.getLong("created_at"),
        row.getLong("updated_at"),
        row.getString("created_by"),
        row.getString("description"),
        versions,
        Tag.list(row.get(JsonObject.class, "tags")),
        aliases);
  }

  /// The answer to a request for one registered model.
  @JsonNaming(SnakeCaseStrategy.class)
  record One(RegisteredModel registeredModel) {}

  /// A page of registered models.
  ///
  /// @param nextPageToken null on the last page
  @JsonNaming(SnakeCaseStrategy.class)
  record Page(List<RegisteredModel> registeredModels, @Nullable String nextPageToken) {}
}
