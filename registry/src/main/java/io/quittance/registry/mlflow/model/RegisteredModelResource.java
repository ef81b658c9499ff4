package io.quittance.registry.mlflow.model;

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
import io.quittance.registry.mlflow.Nothing;
import io.quittance.registry.mlflow.Tag;
import io.quittance.registry.mlflow.search.PageQuery;
import io.quittance.web.Caller;
import io.quittance.web.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Serves registered models to MLflow's clients.
@Path("/api/2.0/mlflow/registered-models")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({MODEL_DEVELOPER, SERVICE})
public final class RegisteredModelResource {

  static final int MAX_DESCRIPTION = 5000;

  private static final int MAX_PAGE = 1000;

  private final ModelRepository models;
  private final CurrentCaller caller;

  RegisteredModelResource(ModelRepository models, CurrentCaller caller) {
    this.models = models;
    this.caller = caller;
  }

  @POST
  @Path("/create")
  public Uni<RegisteredModel.One> create(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    Caller who = caller.get();
    return models
        .create(
            who,
            ModelName.of(fields),
            fields.textOrEmpty("description", MAX_DESCRIPTION),
            Tag.list(fields))
        .map(RegisteredModel.One::new);
  }

  @GET
  @Path("/get")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<RegisteredModel.One> get(@QueryParam("name") @Nullable String name) {
    return models.get(tenant(), ModelName.of(name)).map(RegisteredModel.One::new);
  }

  @GET
  @Path("/search")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<RegisteredModel.Page> search(
      @QueryParam("filter") @Nullable String filter,
      @QueryParam("max_results") @DefaultValue("100") String max,
      @QueryParam("order_by") List<String> orders,
      @QueryParam("page_token") @Nullable String token) {
    return models.search(tenant(), filter, orders, PageQuery.of(max, MAX_PAGE, token));
  }

  @PATCH
  @Path("/update")
  public Uni<RegisteredModel.One> update(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    return models
        .describe(
            tenant(), ModelName.of(fields), fields.textOrEmpty("description", MAX_DESCRIPTION))
        .map(RegisteredModel.One::new);
  }

  @POST
  @Path("/rename")
  public Uni<RegisteredModel.One> rename(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    String next = ModelName.of("new_name", fields.optional("new_name", 1000));
    return models.rename(tenant(), ModelName.of(fields), next).map(RegisteredModel.One::new);
  }

  @DELETE
  @Path("/delete")
  public Uni<Nothing> delete(@Nullable JsonNode body) {
    return models.delete(tenant(), ModelName.of(Fields.of(body))).replaceWith(Nothing.ANSWER);
  }

  @POST
  @Path("/set-tag")
  public Uni<Nothing> setTag(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    Tag tag = Tag.of(fields);
    return models
        .tag(tenant(), ModelName.of(fields), tags -> Tag.merged(tags, List.of(tag)))
        .replaceWith(Nothing.ANSWER);
  }

  @DELETE
  @Path("/delete-tag")
  public Uni<Nothing> deleteTag(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    String key = fields.text("key", Tag.MAX_KEY);
    return models.tag(tenant(), ModelName.of(fields), Tag.without(key)).replaceWith(Nothing.ANSWER);
  }

  /// A list of versions.
  @JsonNaming(SnakeCaseStrategy.class)
  record Latest(List<Version> modelVersions) {}

  /// Returns the newest version, as the Java client asks for it.
  @GET
  @Path("/get-latest-versions")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<Latest> latest(
      @QueryParam("name") @Nullable String name, @QueryParam("stages") List<String> stages) {
    return newest(ModelName.of(name), stages);
  }

  /// Returns the newest version, as the Python client asks for it.
  @POST
  @Path("/get-latest-versions")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<Latest> latest(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    return newest(ModelName.of(fields), fields.texts("stages", 10, 100));
  }

  /// There are no stages here: every version is in the one that MLflow names None.
  private Uni<Latest> newest(String name, List<String> stages) {
    boolean none = stages.isEmpty() || stages.stream().anyMatch(s -> s.equalsIgnoreCase("None"));
    return models
        .get(tenant(), name)
        .map(model -> new Latest(none ? model.latestVersions() : List.of()));
  }

  /// Returns the version that has an alias.
  @GET
  @Path("/alias")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<Version.One> alias(
      @QueryParam("name") @Nullable String name, @QueryParam("alias") @Nullable String alias) {
    return models.withAlias(tenant(), ModelName.of(name), Alias.of(alias)).map(Version.One::new);
  }

  /// Gives a free alias to a version.
  @POST
  @Path("/alias")
  public Uni<Nothing> setAlias(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    String name = ModelName.of(fields);
    Alias alias = Alias.of(fields.optional("alias", 255)).requireFree(name);
    return models
        .alias(tenant(), name, alias, ModelVersionResource.number(fields))
        .replaceWith(Nothing.ANSWER);
  }

  @DELETE
  @Path("/alias")
  public Uni<Nothing> removeAlias(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    String name = ModelName.of(fields);
    Alias alias = Alias.of(fields.optional("alias", 255)).requireFree(name);
    return models.removeAlias(tenant(), name, alias).replaceWith(Nothing.ANSWER);
  }

  private String tenant() {
    return caller.get().tenant();
  }
}
