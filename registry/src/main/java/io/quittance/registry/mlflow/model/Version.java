package io.quittance.registry.mlflow.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quittance.registry.mlflow.Tag;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A version of a registered model as MLflow's clients see it. Its state in the lifecycle is the
/// tag `quittance.state`.
@JsonNaming(SnakeCaseStrategy.class)
record Version(
    String name,
    String version,
    @JsonUnwrapped Times times,
    String currentStage,
    String description,
    String source,
    @JsonUnwrapped Links links,
    String status,
    @Nullable String statusMessage,
    List<Tag> tags,
    List<String> aliases) {

  static final String PENDING = "PENDING_REGISTRATION";
  static final String READY = "READY";
  static final String FAILED = "FAILED_REGISTRATION";
  static final String STATE = "quittance.state";

  /// When, and by whom.
  @JsonNaming(SnakeCaseStrategy.class)
  record Times(long creationTimestamp, long lastUpdatedTimestamp, String userId) {}

  /// The run and the logged model that it came from.
  @JsonNaming(SnakeCaseStrategy.class)
  record Links(@Nullable String runId, @Nullable String modelId) {}

  static Version of(Row row) {
    return new Version(
        row.getString("model"),
        row.getInteger("version").toString(),
        new Times(
            row.getLong("created_at"), row.getLong("updated_at"), row.getString("created_by")),
        "None",
        row.getString("description"),
        row.getString("source"),
        new Links(row.getString("run_id"), row.getString("logged_model_id")),
        row.getString("status"),
        row.getString("status_message"),
        Tag.list(row.get(JsonObject.class, "all_tags")),
        Stream.concat(
                Arrays.stream(row.getArrayOfStrings("held_aliases")),
                Arrays.stream(row.getArrayOfStrings("free_aliases")))
            .toList());
  }

  /// Returns the folder of a version's files.
  static String root(String model, String version) {
    return "registered/" + model + "/" + version;
  }

  /// The answer to a request for one version.
  @JsonNaming(SnakeCaseStrategy.class)
  record One(Version modelVersion) {}

  /// A page of versions.
  ///
  /// @param nextPageToken null on the last page
  @JsonNaming(SnakeCaseStrategy.class)
  record Page(List<Version> modelVersions, @Nullable String nextPageToken) {}

  /// The answer to a request for the place of a version's files.
  @JsonNaming(SnakeCaseStrategy.class)
  record Place(String artifactUri) {}
}
