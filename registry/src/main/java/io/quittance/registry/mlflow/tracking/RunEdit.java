package io.quittance.registry.mlflow.tracking;

import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.Tag;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A run while its row is locked, and the changes made to it so far. Bounds what a run may hold.
/// Not thread-safe.
final class RunEdit {

  static final int MAX_PARAM = 6000;
  static final String RUN_NAME = "mlflow.runName";

  private static final int MAX_PARAMS = 2000;
  private static final int MAX_LINKS = 1000;
  private static final long MAX_POINTS = 1_000_000;
  private static final long MAX_CHARACTERS = 2_000_000;
  private static final Set<String> STATUSES =
      Set.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

  private final String tenant;
  private final String runId;
  private String name;
  private String status;
  private String stage;
  private @Nullable Long endedAt;
  private final JsonObject params;
  private final JsonObject tags;
  private final JsonArray datasetInputs;
  private final JsonArray modelInputs;
  private final JsonArray modelOutputs;
  private long points;

  RunEdit(Row row) {
    this.tenant = row.getString("tenant");
    this.runId = row.getString("run_id");
    this.name = row.getString("name");
    this.status = row.getString("status");
    this.stage = row.getString("lifecycle_stage");
    this.endedAt = row.getLong("ended_at");
    this.params = row.get(JsonObject.class, "params");
    this.tags = row.get(JsonObject.class, "tags");
    this.datasetInputs = row.get(JsonArray.class, "dataset_inputs");
    this.modelInputs = row.get(JsonArray.class, "model_inputs");
    this.modelOutputs = row.get(JsonArray.class, "model_outputs");
    this.points = row.getLong("metric_points");
  }

  String tenant() {
    return tenant;
  }

  String runId() {
    return runId;
  }

  /// Refuses a change of a deleted run.
  void requireActive() {
    if (!stage.equals(Experiment.ACTIVE)) {
      throw MlflowRefusal.invalid("The run " + runId + " is deleted: restore it first");
    }
  }

  void stage(String next) {
    stage = next;
  }

  void status(String next) {
    if (!STATUSES.contains(next)) {
      throw MlflowRefusal.invalid(
          "status must be one of RUNNING, SCHEDULED, FINISHED, FAILED, KILLED");
    }
    status = next;
  }

  void endedAt(long time) {
    endedAt = time;
  }

  void rename(String next) {
    name = next;
    tags.put(RUN_NAME, next);
  }

  /// Logs a parameter, which keeps its first value for good.
  void param(Tag param) {
    Object known = params.getValue(param.key());
    if (known != null && !known.equals(param.value())) {
      throw MlflowRefusal.invalid(
          "The parameter '"
              + param.key()
              + "' of this run has another value already; a parameter never changes: log it under"
              + " another key, or in another run");
    }
    params.put(param.key(), param.value());
    require(params.size() <= MAX_PARAMS, "parameters", MAX_PARAMS);
  }

  void tag(Tag tag) {
    tags.put(tag.key(), tag.value());
    if (tag.key().equals(RUN_NAME) && !tag.value().isEmpty()) {
      name = tag.value().substring(0, Math.min(500, tag.value().length()));
    }
    require(tags.size() <= Tag.MAX_COUNT, "tags", Tag.MAX_COUNT);
  }

  void removeTag(String key) {
    if (tags.remove(key) == null) {
      throw MlflowRefusal.absent("The run has no tag '" + key + "'");
    }
  }

  void reads(JsonObject dataset) {
    add(datasetInputs, dataset, "data sets");
  }

  void readsModel(JsonObject model) {
    add(modelInputs, model, "input models");
  }

  void makes(JsonObject model) {
    add(modelOutputs, model, "output models");
  }

  void measured(long added) {
    points += added;
    require(points <= MAX_POINTS, "points of metrics", MAX_POINTS);
  }

  private static void add(JsonArray links, JsonObject link, String what) {
    if (!links.contains(link)) {
      links.add(link);
    }
    require(links.size() <= MAX_LINKS, what, MAX_LINKS);
  }

  private static void require(boolean holds, String what, long most) {
    if (!holds) {
      throw MlflowRefusal.invalid("A run must have at most " + most + " " + what);
    }
  }

  private long characters() {
    long sum = 0;
    for (Object part : new Object[] {params, tags}) {
      sum += ((JsonObject) part).encode().length();
    }
    for (JsonArray part : new JsonArray[] {datasetInputs, modelInputs, modelOutputs}) {
      sum += part.encode().length();
    }
    return sum;
  }

  /// Returns the parameters of [RunRepository]'s statement that stores it.
  Tuple stored() {
    long characters = characters();
    require(
        characters <= MAX_CHARACTERS, "characters in parameters, tags and links", MAX_CHARACTERS);
    return Tuple.tuple()
        .addString(tenant)
        .addString(runId)
        .addString(name)
        .addString(status)
        .addString(stage)
        .addLong(endedAt)
        .addValue(params)
        .addValue(tags)
        .addValue(datasetInputs)
        .addValue(modelInputs)
        .addValue(modelOutputs)
        .addLong(points)
        .addLong(characters);
  }
}
