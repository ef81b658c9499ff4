package io.quittance.scoring.champion;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// The registry's artefacts, as this service's own account.
@RegisterRestClient(configKey = "registry")
@OidcClientFilter
@Path("/v1/artifacts")
interface RegistryClient {

  @GET
  @Path("/{sha256}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  byte[] artifact(@PathParam("sha256") String sha256);
}
