package io.quittance.registry.mlflow.artifact;

import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.MODEL_APPROVER;
import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.OPERATOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;
import static io.quittance.web.Roles.VIEWER;

import io.quittance.registry.artifact.ArtifactStore;
import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.Nothing;
import io.quittance.web.Caller;
import io.quittance.web.CurrentCaller;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes and gives files of MLflow's clients. Bytes pass through and are stored under their digest;
/// the path is a key of the tenant's table. Runs on worker threads because it reads and writes
/// files.
@Path("/api/2.0/mlflow-artifacts/artifacts")
@Blocking
@RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
public final class ArtifactProxyResource {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ROUTE = "/mlflow-artifacts/artifacts/";

  private final ArtifactStore store;
  private final FileRepository files;
  private final CurrentCaller caller;

  ArtifactProxyResource(ArtifactStore store, FileRepository files, CurrentCaller caller) {
    this.store = store;
    this.files = files;
    this.caller = caller;
  }

  /// What lies in a folder.
  public record Listing(List<FileRepository.Entry> files) {}

  /// Stores the body, in place of a file with the same path.
  @PUT
  @Path("/{path:.+}")
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({MODEL_DEVELOPER, SERVICE})
  public Nothing put(
      @PathParam("path") String ignored, @Context HttpServerRequest request, InputStream body) {
    Caller who = caller.get();
    FilePath path = path(request);
    await(files.requireWritable(who.tenant(), path));
    ArtifactStore.Stored stored = store.add(body);
    await(files.put(who, path, stored.id(), stored.bytes()));
    return Nothing.ANSWER;
  }

  /// Returns the bytes of a file.
  @GET
  @Path("/{path:.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  public Response get(@PathParam("path") String ignored, @Context HttpServerRequest request) {
    StoredFile file =
        await(files.find(caller.get().tenant(), path(request)))
            .orElseThrow(() -> MlflowRefusal.absent("There is no file with this path"));
    return Response.ok(store.existing(file.id()))
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  /// Lists a folder.
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Object list(@QueryParam("path") @Nullable String folder) {
    String tenant = caller.get().tenant();
    String path = folder == null ? "" : folder.replaceAll("^/+|/+$", "");
    if (path.isEmpty()) {
      return Nothing.ANSWER;
    }
    List<FileRepository.Entry> found = await(files.list(tenant, new FilePath(path)));
    return found.isEmpty() ? Nothing.ANSWER : new Listing(found);
  }

  /// Removes a file or a folder.
  @DELETE
  @Path("/{path:.+}")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({MODEL_DEVELOPER, SERVICE})
  public Nothing delete(@PathParam("path") String ignored, @Context HttpServerRequest request) {
    await(files.delete(caller.get().tenant(), path(request)));
    return Nothing.ANSWER;
  }

  /// Reads the path as the client wrote it, since the framework decodes it more than once.
  private static FilePath path(HttpServerRequest request) {
    String raw = String.valueOf(request.path());
    return FilePath.encoded(raw.substring(raw.indexOf(ROUTE) + ROUTE.length()));
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }
}
