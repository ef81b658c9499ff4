package io.quittance.registry.artifact;

import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.MODEL_APPROVER;
import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.OPERATOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;
import static io.quittance.web.Roles.VIEWER;

import io.quittance.web.CurrentCaller;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/// Serves artefacts over HTTP. Runs on worker threads because it reads and writes files.
@Path("/v1/artifacts/{sha256}")
@Blocking
public final class ArtifactResource {

  private static final String FOR_EVER = "private, max-age=31536000, immutable";

  private final ArtifactStore store;
  private final CurrentCaller caller;

  ArtifactResource(ArtifactStore store, CurrentCaller caller) {
    this.store = store;
    this.caller = caller;
  }

  /// Stores the body if its digest is the one in the path.
  @PUT
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({MODEL_DEVELOPER, SERVICE})
  public Response put(@PathParam("sha256") String sha256, InputStream body) {
    requireTenant();
    ArtifactStore.Stored stored = store.put(new ArtifactId(sha256), body);
    return Response.status(stored.created() ? Response.Status.CREATED : Response.Status.OK)
        .entity(new Receipt(stored.id().sha256(), stored.bytes()))
        .build();
  }

  /// Returns the bytes. They never change, so a cached copy with the same tag stays valid for ever.
  @GET
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
  public Response get(@PathParam("sha256") String sha256, @Context Request request) {
    requireTenant();
    ArtifactId id = new ArtifactId(sha256);
    java.nio.file.Path file = store.existing(id);
    EntityTag tag = new EntityTag(id.sha256());
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder answer = unchanged == null ? Response.ok(file) : unchanged;
    return answer.tag(tag).header(HttpHeaders.CACHE_CONTROL, FOR_EVER).build();
  }

  /// Artefacts belong to no tenant, but who names none may not even ask for them.
  private void requireTenant() {
    caller.get();
  }

  /// A stored artefact.
  public record Receipt(String sha256, long bytes) {}
}
