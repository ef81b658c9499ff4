package io.quittance.registry.mlflow.tracking;

import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.MODEL_APPROVER;
import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.OPERATOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;
import static io.quittance.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quittance.registry.mlflow.Fields;
import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.Nothing;
import io.quittance.registry.mlflow.Tag;
import io.quittance.web.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Serves experiments to MLflow's clients.
@Path("/api/2.0/mlflow/experiments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({MODEL_DEVELOPER, SERVICE})
public final class ExperimentResource {

  private static final int MAX_NAME = 500;

  private final ExperimentRepository experiments;
  private final CurrentCaller caller;

  ExperimentResource(ExperimentRepository experiments, CurrentCaller caller) {
    this.experiments = experiments;
    this.caller = caller;
  }

  /// A page of experiments.
  ///
  /// @param nextPageToken null on the last page
  @JsonNaming(SnakeCaseStrategy.class)
  public record Found(List<Experiment> experiments, @Nullable String nextPageToken) {}

  @GET
  @Path("/get-by-name")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<Experiment.One> byName(@QueryParam("experiment_name") @Nullable String name) {
    String wanted = Fields.checked("experiment_name", name == null ? "" : name, MAX_NAME);
    return experiments.byName(tenant(), wanted).map(Experiment.One::new);
  }

  @GET
  @Path("/get")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<Experiment.One> get(@QueryParam("experiment_id") @Nullable String id) {
    return experiments.byId(tenant(), ExperimentId.of(id)).map(Experiment.One::new);
  }

  @POST
  @Path("/search")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<Found> search(@Nullable JsonNode body) {
    return search(SearchRequest.read(Fields.of(body), "view_type"));
  }

  private Uni<Found> search(SearchRequest request) {
    return experiments
        .search(tenant(), request)
        .map(
            found ->
                found.size() <= request.limit()
                    ? new Found(found, null)
                    : new Found(
                        found.subList(0, request.limit()), request.token().after(request.limit())));
  }

  @POST
  @Path("/create")
  public Uni<Experiment.Created> create(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    String location = fields.optional("artifact_location", 1000);
    if (location != null && !location.isEmpty() && !location.startsWith("mlflow-artifacts:")) {
      throw MlflowRefusal.invalid(
          "artifact_location must be left out: artefacts lie in this registry alone, where they are"
              + " verified");
    }
    return experiments
        .create(tenant(), fields.text("name", MAX_NAME), Tag.list(fields))
        .map(id -> new Experiment.Created(id.toString()));
  }

  @POST
  @Path("/update")
  public Uni<Nothing> rename(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    return experiments
        .rename(tenant(), id(fields), fields.text("new_name", MAX_NAME))
        .replaceWith(Nothing.ANSWER);
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
    return experiments.move(tenant(), id(Fields.of(body)), stage).replaceWith(Nothing.ANSWER);
  }

  @POST
  @Path("/set-experiment-tag")
  public Uni<Nothing> setTag(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    return experiments.setTag(tenant(), id(fields), Tag.of(fields)).replaceWith(Nothing.ANSWER);
  }

  @POST
  @Path("/delete-experiment-tag")
  public Uni<Nothing> deleteTag(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    return experiments
        .deleteTag(tenant(), id(fields), fields.text("key", Tag.MAX_KEY))
        .replaceWith(Nothing.ANSWER);
  }

  private static long id(Fields fields) {
    return ExperimentId.of(fields.text("experiment_id", 32));
  }

  private String tenant() {
    return caller.get().tenant();
  }
}
