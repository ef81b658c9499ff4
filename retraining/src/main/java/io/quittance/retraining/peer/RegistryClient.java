package io.quittance.retraining.peer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/// Stores artefacts in the registry and registers versions. Calls block.
@RegisterRestClient(configKey = "registry")
@OidcClientFilter
@Path("/v1")
public interface RegistryClient {

  /// A version to register, with its lineage.
  record Registration(
      String artifactSha256,
      String evidenceSha256,
      @Nullable Integer comparedWith,
      String runId,
      String requestId,
      String dataSha256,
      Instant from,
      Instant to,
      long rows,
      Map<String, Double> metrics) {}

  /// The outcome of a registration.
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Registered(int version, String state, @Nullable Gate gate) {}

  /// The registry's own verdict on the evidence.
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Gate(String verdict, boolean passed, @Nullable String explanation) {}

  /// A stored artefact.
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Stored(String sha256) {}

  @PUT
  @Path("artifacts/{sha256}")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Produces(MediaType.APPLICATION_JSON)
  Stored store(@PathParam("sha256") String sha256, byte[] bytes);

  @POST
  @Path("models/{model}/versions")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  Registered register(@PathParam("model") String model, Registration registration);

  @GET
  @Path("models/{model}/versions/{version}")
  @Produces(MediaType.APPLICATION_JSON)
  Registered version(@PathParam("model") String model, @PathParam("version") int version);

  @ClientExceptionMapper
  static RuntimeException failure(Response response) {
    return Peer.failure(Peer.REGISTRY, response);
  }
}
