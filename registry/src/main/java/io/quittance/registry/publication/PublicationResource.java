package io.quittance.registry.publication;

import static io.quittance.web.Roles.OPERATOR;

import io.quittance.web.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// Lets an operator fill a lifecycle topic that lost its records.
@Path("/v1/lifecycle/publications")
@Produces(MediaType.APPLICATION_JSON)
public final class PublicationResource {

  private final PublishSnapshots snapshots;
  private final CurrentCaller caller;

  PublicationResource(PublishSnapshots snapshots, CurrentCaller caller) {
    this.snapshots = snapshots;
    this.caller = caller;
  }

  /// Publishes the present lifecycle snapshots of all models of the caller's tenant again.
  @POST
  @RolesAllowed(OPERATOR)
  public Uni<PublishSnapshots.Publications> publish() {
    return snapshots.ofTenant(caller.get());
  }
}
