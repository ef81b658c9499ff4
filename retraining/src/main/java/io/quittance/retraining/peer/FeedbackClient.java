package io.quittance.retraining.peer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/// Asks the feedback service to build labelled data sets. Calls block.
@RegisterRestClient(configKey = "feedback")
@OidcClientFilter
@Path("/v1/datasets")
public interface FeedbackClient {

  /// Requests decisions with mature labels in `[from, to)`; the newest when there are more than
  /// `maxRows`.
  ///
  /// @param weeks whether decisions are wanted too whose label is not known, but whose week is over
  record Wanted(String model, Instant from, Instant to, int maxRows, boolean weeks) {}

  /// A data set that is being built or ready; `rows`, `bytes` and `sha256` are known once its state
  /// is `ready`.
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Dataset(
      String id,
      String state,
      @Nullable Long rows,
      @Nullable Long positives,
      @Nullable Long bytes,
      @Nullable String sha256,
      @Nullable String failure) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  Dataset create(Wanted wanted);

  @GET
  @Path("{id}")
  @Produces(MediaType.APPLICATION_JSON)
  Dataset get(@PathParam("id") String id);

  @ClientExceptionMapper
  static RuntimeException failure(Response response) {
    return Peer.failure(Peer.FEEDBACK, response);
  }
}
