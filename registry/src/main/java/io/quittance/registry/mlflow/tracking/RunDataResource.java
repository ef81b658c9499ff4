package io.quittance.registry.mlflow.tracking;

import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.SERVICE;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.registry.mlflow.Fields;
import io.quittance.registry.mlflow.Nothing;
import io.quittance.registry.mlflow.Tag;
import io.quittance.web.CurrentCaller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes what MLflow's clients log to a run: metrics, parameters, tags, and the data sets and
/// models that it read or made.
@Path("/api/2.0/mlflow/runs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({MODEL_DEVELOPER, SERVICE})
public final class RunDataResource {

  private static final int MAX_METRICS = 1000;
  private static final int MAX_PARAMS = 100;
  private static final int MAX_TAGS = 100;
  private static final int MAX_LINKS = 100;

  private final RunRepository runs;
  private final CurrentCaller caller;

  RunDataResource(RunRepository runs, CurrentCaller caller) {
    this.runs = runs;
    this.caller = caller;
  }

  @POST
  @Path("/log-batch")
  public Uni<Nothing> logBatch(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    List<MetricPoint> points =
        fields.list("metrics", MAX_METRICS).stream().map(MetricPoint::read).toList();
    List<Tag> params =
        fields.list("params", MAX_PARAMS).stream().map(RunDataResource::param).toList();
    List<Tag> tags = fields.list("tags", MAX_TAGS).stream().map(Tag::of).toList();
    return log(fields, points, params, tags);
  }

  @POST
  @Path("/log-metric")
  public Uni<Nothing> logMetric(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    return log(fields, List.of(MetricPoint.read(fields)), List.of(), List.of());
  }

  @POST
  @Path("/log-parameter")
  public Uni<Nothing> logParameter(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    return log(fields, List.of(), List.of(param(fields)), List.of());
  }

  @POST
  @Path("/set-tag")
  public Uni<Nothing> setTag(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    return log(fields, List.of(), List.of(), List.of(Tag.of(fields)));
  }

  private Uni<Nothing> log(
      Fields fields, List<MetricPoint> points, List<Tag> params, List<Tag> tags) {
    return runs.change(
            tenant(),
            RunId.of(fields),
            run -> {
              run.requireActive();
              params.forEach(run::param);
              tags.forEach(run::tag);
            },
            points)
        .replaceWith(Nothing.ANSWER);
  }

  static Tag param(Fields entry) {
    return new Tag(entry.text("key", Tag.MAX_KEY), entry.textOrEmpty("value", RunEdit.MAX_PARAM));
  }

  @POST
  @Path("/delete-tag")
  public Uni<Nothing> deleteTag(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    String key = fields.text("key", Tag.MAX_KEY);
    return runs.change(
            tenant(),
            RunId.of(fields),
            run -> {
              run.requireActive();
              run.removeTag(key);
            })
        .replaceWith(Nothing.ANSWER);
  }

  @POST
  @Path("/log-inputs")
  public Uni<Nothing> logInputs(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    List<JsonObject> datasets =
        fields.list("datasets", MAX_LINKS).stream().map(RunDataResource::dataset).toList();
    List<JsonObject> models =
        fields.list("models", MAX_LINKS).stream()
            .map(entry -> new JsonObject().put("model_id", entry.text("model_id", 34)))
            .toList();
    return runs.change(
            tenant(),
            RunId.of(fields),
            run -> {
              run.requireActive();
              datasets.forEach(run::reads);
              models.forEach(run::readsModel);
            })
        .replaceWith(Nothing.ANSWER);
  }

  static JsonObject dataset(Fields entry) {
    JsonArray tags = new JsonArray();
    Tag.list(entry)
        .forEach(tag -> tags.add(new JsonObject().put("key", tag.key()).put("value", tag.value())));
    Fields given = entry.object("dataset");
    Fields dataset = given == null ? Fields.of(null) : given;
    JsonObject kept =
        new JsonObject()
            .put("name", dataset.text("name", 500))
            .put("digest", dataset.text("digest", 36))
            .put("source_type", dataset.textOrEmpty("source_type", 100))
            .put("source", dataset.textOrEmpty("source", 65_535));
    for (String optional : List.of("schema", "profile")) {
      if (dataset.has(optional)) {
        kept.put(optional, dataset.text(optional, 65_535));
      }
    }
    return new JsonObject().put("tags", tags).put("dataset", kept);
  }

  /// Records the models that a run made.
  @POST
  @Path("/outputs")
  public Uni<Nothing> logOutputs(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    List<JsonObject> models =
        fields.list("models", MAX_LINKS).stream()
            .map(
                entry ->
                    new JsonObject()
                        .put("model_id", entry.text("model_id", 34))
                        .put("step", entry.integer("step", 0)))
            .toList();
    return runs.change(
            tenant(),
            RunId.of(fields),
            run -> {
              run.requireActive();
              models.forEach(run::makes);
            })
        .replaceWith(Nothing.ANSWER);
  }

  private String tenant() {
    return caller.get().tenant();
  }
}
