package io.quittance.scoring.explanation;

import static io.quittance.web.Roles.AGENT;
import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.core.feature.SignatureRefusedException;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.Action;
import io.quittance.scoring.decision.DecisionRepository;
import io.quittance.web.CurrentCaller;
import io.quittance.web.Problems;
import io.quittance.web.artifact.DownloadFailedException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Explains stored decisions with the model that made them.
@Path("/v1/decisions/{id}/explanation")
@Produces(MediaType.APPLICATION_JSON)
public class ExplanationResource {

  private final DecisionRepository decisions;
  private final PinnedModels models;
  private final CurrentCaller caller;

  ExplanationResource(DecisionRepository decisions, PinnedModels models, CurrentCaller caller) {
    this.decisions = decisions;
    this.models = models;
    this.caller = caller;
  }

  @GET
  @RolesAllowed({AGENT, SUPERVISOR, AUDITOR, SERVICE})
  @Operation(
      summary = "What each feature added, for every feature of the model that decided",
      description =
          "Computed again from the features that the decision recorded, with the very model that"
              + " made it, whichever serves now. `reproduced` says whether that gives the margin of"
              + " the decision again.")
  @APIResponse(responseCode = "200", description = "The explanation")
  @APIResponse(responseCode = "400", description = "There is no such action")
  @APIResponse(responseCode = "404", description = "The tenant has no such decision")
  @APIResponse(
      responseCode = "422",
      description =
          "Rules alone decided (`decided-by-rules`), or the registry no longer keeps the model"
              + " (`model-not-kept`)")
  @APIResponse(responseCode = "503", description = "The bundle of the model is not in reach now")
  public Uni<DecisionExplanation> explain(
      @PathParam("id") String id, @QueryParam("action") @Nullable String action) {
    String tenant = caller.get().tenant();
    Action asked = action == null ? null : action(action);
    return decisions
        .find(tenant, decisionId(id))
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(
            bytes ->
                explain(
                    tenant,
                    EventCodec.read(
                        bytes.orElseThrow(ExplanationResource::unknown), DecisionMade.class),
                    asked));
  }

  private DecisionExplanation explain(
      String tenant, DecisionMade decision, @Nullable Action asked) {
    DecisionMade.ModelAnswer answer = decision.answer();
    if (answer == null) {
      throw refused("decided-by-rules", "Rules alone made this decision: no model was asked");
    }
    try {
      return DecisionExplanation.of(
          decision,
          answer,
          models.of(tenant, answer.model()),
          asked == null ? decision.recommended().action() : asked);
    } catch (DownloadFailedException e) {
      throw e.isTemporary()
          ? unavailable(answer.model())
          : refused(
              "model-not-kept",
              "The registry does not deliver the bundle of version %d (%s)"
                  .formatted(answer.model().version(), answer.model().sha256()));
    } catch (ModelRefusedException | SignatureRefusedException e) {
      throw refused(
          "model-not-kept",
          "The bundle of version %d (%s) cannot be used any more: %s"
              .formatted(answer.model().version(), answer.model().sha256(), e.getMessage()));
    } catch (IOException e) {
      throw unavailable(answer.model());
    }
  }

  private static Action action(String name) {
    return WireNames.find(Action.class, name)
        .orElseThrow(
            () ->
                Problems.invalid(
                    "action must be one of "
                        + Arrays.stream(Action.values())
                            .map(Action::wireName)
                            .collect(Collectors.joining(", "))));
  }

  private static UUID decisionId(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  private static HttpProblem unknown() {
    return Problems.notFound("decision-not-found", "There is no such decision");
  }

  private static HttpProblem refused(String slug, String detail) {
    return Problems.of(422, slug, "Cannot be explained", detail);
  }

  private static HttpProblem unavailable(DecisionMade.ModelUsed model) {
    return Problems.of(
        503,
        "model-unavailable",
        "Service unavailable",
        "The bundle of version %d cannot be fetched now; send the request again"
            .formatted(model.version()));
  }
}
