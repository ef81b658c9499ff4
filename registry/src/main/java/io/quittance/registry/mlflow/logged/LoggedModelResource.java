package io.quittance.registry.mlflow.logged;

import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.MODEL_APPROVER;
import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.OPERATOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;
import static io.quittance.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.registry.mlflow.Fields;
import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.Nothing;
import io.quittance.registry.mlflow.PageToken;
import io.quittance.registry.mlflow.Tag;
import io.quittance.registry.mlflow.search.PageQuery;
import io.quittance.registry.mlflow.tracking.ExperimentId;
import io.quittance.registry.mlflow.tracking.ExperimentRepository;
import io.quittance.web.Caller;
import io.quittance.web.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Serves logged models to MLflow's clients.
@Path("/api/2.0/mlflow/logged-models")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({MODEL_DEVELOPER, SERVICE})
public final class LoggedModelResource {

  private static final int MAX_NAME = 500;
  private static final int MAX_PARAM = 6000;
  private static final int MAX_PAGE = 100;

  private final LoggedModelRepository models;
  private final ExperimentRepository experiments;
  private final CurrentCaller caller;

  LoggedModelResource(
      LoggedModelRepository models, ExperimentRepository experiments, CurrentCaller caller) {
    this.models = models;
    this.experiments = experiments;
    this.caller = caller;
  }

  @POST
  public Uni<LoggedModel.One> create(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    Caller who = caller.get();
    String id = UUID.randomUUID().toString().replace("-", "");
    String name = fields.textOrEmpty("name", MAX_NAME);
    var start =
        new LoggedModelRepository.Start(
            "m-" + id,
            ExperimentId.of(fields.text("experiment_id", 32)),
            name.isEmpty() ? "model-" + id.substring(0, 8) : name,
            fields.optional("model_type", MAX_NAME),
            fields.optional("source_run_id", 32),
            LoggedModel.PENDING);
    List<Tag> params = params(fields);
    List<Tag> tags = Tag.list(fields);
    return experiments
        .byId(who.tenant(), start.experimentId())
        .chain(() -> models.create(who, start, params, tags))
        .map(LoggedModel.One::new);
  }

  private static List<Tag> params(Fields fields) {
    return fields.list("params", Tag.MAX_COUNT).stream()
        .map(
            entry -> new Tag(entry.text("key", Tag.MAX_KEY), entry.textOrEmpty("value", MAX_PARAM)))
        .toList();
  }

  @GET
  @Path("/{modelId}")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<LoggedModel.One> get(@PathParam("modelId") String id) {
    return models.get(tenant(), checked(id)).map(LoggedModel.One::new);
  }

  /// Says that the upload of the files has ended.
  @PATCH
  @Path("/{modelId}")
  public Uni<LoggedModel.One> finish(@PathParam("modelId") String id, @Nullable JsonNode body) {
    String status = Fields.of(body).text("status", 64);
    if (!status.equals(LoggedModel.READY) && !status.equals(LoggedModel.FAILED)) {
      throw MlflowRefusal.invalid(
          "status must be " + LoggedModel.READY + " or " + LoggedModel.FAILED);
    }
    return models.finish(tenant(), checked(id), status).map(LoggedModel.One::new);
  }

  @DELETE
  @Path("/{modelId}")
  public Uni<Nothing> delete(@PathParam("modelId") String id) {
    return models.delete(tenant(), checked(id)).replaceWith(Nothing.ANSWER);
  }

  @PATCH
  @Path("/{modelId}/tags")
  public Uni<Nothing> setTags(@PathParam("modelId") String id, @Nullable JsonNode body) {
    List<Tag> tags = Tag.list(Fields.of(body));
    return models
        .tag(tenant(), checked(id), known -> Tag.merged(known, tags))
        .replaceWith(Nothing.ANSWER);
  }

  @DELETE
  @Path("/{modelId}/tags/{key}")
  public Uni<Nothing> deleteTag(@PathParam("modelId") String id, @PathParam("key") String key) {
    return models.tag(tenant(), checked(id), Tag.without(key)).replaceWith(Nothing.ANSWER);
  }

  @POST
  @Path("/{modelId}/params")
  public Uni<Nothing> addParams(@PathParam("modelId") String id, @Nullable JsonNode body) {
    return models
        .addParams(tenant(), checked(id), params(Fields.of(body)))
        .replaceWith(Nothing.ANSWER);
  }

  @POST
  @Path("/search")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<LoggedModel.Page> search(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    if (!fields.list("datasets", 100).isEmpty()) {
      throw MlflowRefusal.invalid(
          "datasets must be left out: this registry does not search by them");
    }
    List<Long> within =
        fields.texts("experiment_ids", 1000, 32).stream().map(ExperimentId::of).toList();
    long wanted = fields.integer("max_results", MAX_PAGE);
    if (wanted < 1) {
      throw MlflowRefusal.invalid("max_results must be at least 1");
    }
    List<String> orders =
        fields.list("order_by", 10).stream()
            .map(
                order ->
                    order.text("field_name", 500) + (order.flag("ascending", true) ? "" : " DESC"))
            .toList();
    return models.search(
        tenant(),
        within,
        fields.optional("filter", 8000),
        orders,
        new PageQuery(
            (int) Math.min(MAX_PAGE, wanted), PageToken.of(fields.optional("page_token", 100))));
  }

  private static String checked(String id) {
    return Fields.checked("model_id", id, 64);
  }

  private String tenant() {
    return caller.get().tenant();
  }
}
