package io.quittance.registry.mlflow.tracking;

import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.MODEL_APPROVER;
import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.OPERATOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;
import static io.quittance.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.registry.mlflow.Fields;
import io.quittance.registry.mlflow.Nothing;
import io.quittance.registry.mlflow.Tag;
import io.quittance.web.Caller;
import io.quittance.web.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Serves runs to MLflow's clients: their life and the search for them.
@Path("/api/2.0/mlflow/runs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({MODEL_DEVELOPER, SERVICE})
public final class RunResource {

  private static final int MAX_NAME = 500;
  private static final int MAX_USER = 255;
  private static final int MAX_EXPERIMENTS = 1000;

  private final RunRepository runs;
  private final SearchRuns search;
  private final CurrentCaller caller;
  private final Clock clock;

  RunResource(RunRepository runs, SearchRuns search, CurrentCaller caller, Clock clock) {
    this.runs = runs;
    this.search = search;
    this.caller = caller;
    this.clock = clock;
  }

  @POST
  @Path("/create")
  public Uni<Run.One> create(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    Caller who = caller.get();
    String runId = UUID.randomUUID().toString().replace("-", "");
    List<Tag> tags = new ArrayList<>(Tag.list(fields));
    String name = name(fields, tags, runId);
    tags.removeIf(tag -> tag.key().equals(RunEdit.RUN_NAME));
    tags.add(new Tag(RunEdit.RUN_NAME, name));
    String user = fields.textOrEmpty("user_id", MAX_USER);
    var start =
        new RunRepository.Start(
            ExperimentId.of(fields.has("experiment_id") ? fields.text("experiment_id", 32) : "0"),
            runId,
            name,
            user.isEmpty() ? who.subject() : user,
            fields.integer("start_time", clock.millis()));
    return runs.create(who, start, tags).map(Run.One::new);
  }

  /// Returns the name that the client gives, in the field or the tag, or one that tells runs apart.
  private static String name(Fields fields, List<Tag> tags, String runId) {
    String given = fields.textOrEmpty("run_name", MAX_NAME);
    if (!given.isEmpty()) {
      return given;
    }
    return tags.stream()
        .filter(tag -> tag.key().equals(RunEdit.RUN_NAME) && !tag.value().isEmpty())
        .map(tag -> Fields.checked(RunEdit.RUN_NAME, tag.value(), MAX_NAME))
        .findFirst()
        .orElse("run-" + runId.substring(0, 8));
  }

  @GET
  @Path("/get")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<Run.One> get(
      @QueryParam("run_id") @Nullable String id, @QueryParam("run_uuid") @Nullable String uuid) {
    return runs.get(tenant(), RunId.of(id, uuid)).map(Run.One::new);
  }

  @POST
  @Path("/search")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<SearchRuns.Page> search(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    List<Long> experiments =
        fields.texts("experiment_ids", MAX_EXPERIMENTS, 32).stream().map(ExperimentId::of).toList();
    return search.search(tenant(), experiments, SearchRequest.read(fields, "run_view_type"));
  }

  @POST
  @Path("/update")
  public Uni<Run.Updated> update(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    String status = fields.optional("status", 32);
    Long end = fields.integer("end_time");
    String name = fields.textOrEmpty("run_name", MAX_NAME);
    return runs.change(
            tenant(),
            RunId.of(fields),
            run -> {
              run.requireActive();
              if (status != null) {
                run.status(status);
              }
              if (end != null) {
                run.endedAt(end);
              }
              if (!name.isEmpty()) {
                run.rename(name);
              }
            })
        .map(run -> new Run.Updated(run.info()));
  }

  @POST
  @Path("/delete")
  public Uni<Nothing> delete(@Nullable JsonNode body) {
    return move(body, Experiment.DELETED);
  }

  @POST
  @Path("/restore")
  public Uni<Nothing> restore(@Nullable JsonNode body) {
    return move(body, Experiment.ACTIVE);
  }

  private Uni<Nothing> move(@Nullable JsonNode body, String stage) {
    return runs.change(tenant(), RunId.of(Fields.of(body)), run -> run.stage(stage))
        .replaceWith(Nothing.ANSWER);
  }

  private String tenant() {
    return caller.get().tenant();
  }
}
