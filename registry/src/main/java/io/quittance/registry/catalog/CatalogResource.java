package io.quittance.registry.catalog;

import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.MODEL_APPROVER;
import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.OPERATOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;
import static io.quittance.web.Roles.VIEWER;

import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.core.validation.Check;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.messaging.lifecycle.SnapshotSigner;
import io.quittance.registry.Refusal;
import io.quittance.registry.catalog.Views.ChampionView;
import io.quittance.registry.catalog.Views.Listing;
import io.quittance.registry.catalog.Views.ModelView;
import io.quittance.registry.catalog.Views.Step;
import io.quittance.registry.catalog.Views.VersionView;
import io.quittance.registry.catalog.Views.Whole;
import io.quittance.registry.version.VersionState;
import io.quittance.web.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Serves the catalogue, read-only.
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
public final class CatalogResource {

  private final ReadCatalog catalog;
  private final SnapshotSigner signer;
  private final CurrentCaller caller;

  CatalogResource(ReadCatalog catalog, SnapshotSigner signer, CurrentCaller caller) {
    this.catalog = catalog;
    this.signer = signer;
    this.caller = caller;
  }

  /// A DSSE envelope.
  ///
  /// @param payload the snapshot's JSON, in Base64
  public record Envelope(String payload, String payloadType, List<EnvelopeSignature> signatures) {}

  /// @param sig in Base64
  public record EnvelopeSignature(String keyid, String sig) {}

  @GET
  public Uni<Listing<ModelView>> models(
      @QueryParam("page") @DefaultValue("0") int page,
      @QueryParam("size") @DefaultValue("50") int size) {
    return catalog.models(caller.get(), new Page(page, size));
  }

  @GET
  @Path("/{name}")
  public Uni<ModelView> model(@PathParam("name") String name) {
    return catalog.model(caller.get(), name);
  }

  /// Lists versions, newest first, of one state or of all.
  @GET
  @Path("/{name}/versions")
  public Uni<Listing<VersionView>> versions(
      @PathParam("name") String name,
      @QueryParam("state") @Nullable String state,
      @QueryParam("page") @DefaultValue("0") int page,
      @QueryParam("size") @DefaultValue("50") int size) {
    return catalog.versions(caller.get(), name, states(state), new Page(page, size));
  }

  @GET
  @Path("/{name}/versions/{version}")
  public Uni<VersionView> version(
      @PathParam("name") String name, @PathParam("version") int version) {
    return catalog.version(caller.get(), name, version);
  }

  @GET
  @Path("/{name}/versions/{version}/history")
  public Uni<Whole<Step>> history(
      @PathParam("name") String name, @PathParam("version") int version) {
    return catalog.history(caller.get(), name, version);
  }

  /// Returns the champion of now, or of an instant of the registry's clock.
  @GET
  @Path("/{name}/champion")
  public Uni<ChampionView> champion(
      @PathParam("name") String name, @QueryParam("at") @Nullable String at) {
    return catalog.champion(caller.get(), name, at == null ? null : instant(at));
  }

  /// Returns which version holds which alias, as the lifecycle topic says it.
  @GET
  @Path("/{name}/lifecycle")
  public Uni<ModelLifecycleChanged> lifecycle(@PathParam("name") String name) {
    return catalog.lifecycle(caller.get(), name);
  }

  /// Returns the same, signed as on the lifecycle topic: a DSSE envelope whose payload is the
  /// snapshot.
  @GET
  @Path("/{name}/lifecycle/envelope")
  @APIResponse(
      responseCode = "200",
      description = "The envelope",
      content = @Content(schema = @Schema(implementation = Envelope.class)))
  public Uni<byte[]> envelope(@PathParam("name") String name) {
    return catalog.lifecycle(caller.get(), name).map(signer::sign).map(DsseEnvelope::write);
  }

  private static List<VersionState> states(@Nullable String state) {
    List<VersionState> all = Arrays.asList(VersionState.values());
    if (state == null) {
      return all;
    }
    return List.of(
        all.stream()
            .filter(known -> known.text().equals(state))
            .findFirst()
            .orElseThrow(
                () ->
                    Refusal.invalid(
                        "state must be one of candidate, validated, shadow, challenger, champion,"
                            + " retired, rejected")));
  }

  private static Instant instant(String text) {
    try {
      return Check.instant("at", Instant.parse(text));
    } catch (DateTimeException | InvalidEventException e) {
      throw Refusal.invalid(
          "at must be an instant from 1970 to 9999, such as 2026-03-01T00:00:00Z");
    }
  }
}
