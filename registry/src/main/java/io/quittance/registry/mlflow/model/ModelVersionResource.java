package io.quittance.registry.mlflow.model;

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
import io.quittance.registry.mlflow.Tag;
import io.quittance.registry.mlflow.search.PageQuery;
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

/// Serves versions of registered models to MLflow's clients.
@Path("/api/2.0/mlflow/model-versions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({MODEL_DEVELOPER, SERVICE})
public final class ModelVersionResource {

  private static final int MAX_SOURCE = 1500;
  private static final int MAX_PAGE = 1000;

  private final CreateVersion create;
  private final VersionRepository versions;
  private final CurrentCaller caller;

  ModelVersionResource(CreateVersion create, VersionRepository versions, CurrentCaller caller) {
    this.create = create;
    this.versions = versions;
    this.caller = caller;
  }

  @POST
  @Path("/create")
  public Uni<Version.One> create(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    return create
        .create(
            caller.get(),
            new CreateVersion.Request(
                ModelName.of(fields),
                fields.text("source", MAX_SOURCE),
                given(fields, "run_id", 32),
                given(fields, "model_id", 34),
                fields.textOrEmpty("description", RegisteredModelResource.MAX_DESCRIPTION),
                Tag.list(fields)))
        .map(Version.One::new);
  }

  private static @Nullable String given(Fields fields, String field, int max) {
    String text = fields.textOrEmpty(field, max);
    return text.isEmpty() ? null : text;
  }

  @GET
  @Path("/get")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<Version.One> get(
      @QueryParam("name") @Nullable String name, @QueryParam("version") @Nullable String version) {
    return versions.get(tenant(), ModelName.of(name), number(version)).map(Version.One::new);
  }

  @GET
  @Path("/search")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<Version.Page> search(
      @QueryParam("filter") @Nullable String filter,
      @QueryParam("max_results") @DefaultValue("1000") String max,
      @QueryParam("order_by") List<String> orders,
      @QueryParam("page_token") @Nullable String token) {
    return versions.search(tenant(), filter, orders, PageQuery.of(max, MAX_PAGE, token));
  }

  /// Returns where the files of a version lie.
  @GET
  @Path("/get-download-uri")
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Uni<Version.Place> downloadUri(
      @QueryParam("name") @Nullable String name, @QueryParam("version") @Nullable String version) {
    return versions
        .get(tenant(), ModelName.of(name), number(version))
        .map(
            found ->
                new Version.Place(
                    "mlflow-artifacts:/" + Version.root(found.name(), found.version())));
  }

  @PATCH
  @Path("/update")
  public Uni<Version.One> update(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    return versions
        .describe(
            tenant(),
            ModelName.of(fields),
            number(fields),
            fields.textOrEmpty("description", RegisteredModelResource.MAX_DESCRIPTION))
        .map(Version.One::new);
  }

  @DELETE
  @Path("/delete")
  public Uni<Nothing> delete(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    return versions
        .delete(tenant(), ModelName.of(fields), number(fields))
        .replaceWith(Nothing.ANSWER);
  }

  @POST
  @Path("/set-tag")
  public Uni<Nothing> setTag(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    Tag tag = Tag.of(fields);
    if (tag.key().equals(Version.STATE)) {
      throw MlflowRefusal.denied("The lifecycle sets the tag " + Version.STATE);
    }
    return versions
        .tag(tenant(), ModelName.of(fields), number(fields), tags -> Tag.merged(tags, List.of(tag)))
        .replaceWith(Nothing.ANSWER);
  }

  @DELETE
  @Path("/delete-tag")
  public Uni<Nothing> deleteTag(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    String key = fields.text("key", Tag.MAX_KEY);
    return versions
        .tag(tenant(), ModelName.of(fields), number(fields), Tag.without(key))
        .replaceWith(Nothing.ANSWER);
  }

  /// Refuses to move a version from stage to stage, which MLflow itself gives up.
  @POST
  @Path("/transition-stage")
  public Uni<Nothing> transition(@Nullable JsonNode body) {
    String name = ModelName.of(Fields.of(body));
    throw MlflowRefusal.denied(
        "There are no stages: the gate, approvals and promotion decide which version serves, see"
            + " POST /v1/models/"
            + name
            + "/versions/{version}/evaluations");
  }

  static int number(Fields fields) {
    return number(fields.optional("version", 20));
  }

  private static int number(@Nullable String text) {
    if (text == null || !text.matches("[0-9]{1,9}")) {
      throw MlflowRefusal.invalid("version must be a number, such as 1");
    }
    return Integer.parseInt(text);
  }

  private String tenant() {
    return caller.get().tenant();
  }
}
