package io.quittance.scoring.decision.http;

import static io.quittance.web.Roles.AGENT;
import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;
import static io.quittance.web.Roles.VIEWER;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.scoring.BodyLimits;
import io.quittance.scoring.decision.DecisionRepository;
import io.quittance.scoring.decision.DecisionRequest;
import io.quittance.scoring.decision.OverrideDecision;
import io.quittance.scoring.grouping.GroupedCalls;
import io.quittance.scoring.review.http.ReviewRequests;
import io.quittance.scoring.review.http.ReviewView;
import io.quittance.web.Caller;
import io.quittance.web.CurrentCaller;
import io.quittance.web.Problems;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Decisions: asked for, and looked up. Answers are the stored bytes.
@Path("/v1/decisions")
@Produces(MediaType.APPLICATION_JSON)
public class DecisionResource {

  private final DecisionAnswers answers;
  private final DecisionBatches batches;
  private final DecisionRepository decisions;
  private final OverrideDecision overrideDecision;
  private final CurrentCaller caller;

  DecisionResource(
      DecisionAnswers answers,
      DecisionBatches batches,
      DecisionRepository decisions,
      OverrideDecision overrideDecision,
      CurrentCaller caller) {
    this.answers = answers;
    this.batches = batches;
    this.decisions = decisions;
    this.overrideDecision = overrideDecision;
    this.caller = caller;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({AGENT, SUPERVISOR, SERVICE})
  @Operation(
      summary = "Decide for a known account; idempotent by requestId",
      description =
          "With `dryRun: true`, answers what would be decided now and stores, publishes and opens"
              + " nothing, even if the requestId was used before.")
  @APIResponse(responseCode = "201", description = "Decided")
  @APIResponse(
      responseCode = "200",
      description = "The same request was decided before; or what a dry run would decide")
  @APIResponse(responseCode = "404", description = "The tenant has no such account")
  @APIResponse(responseCode = "409", description = "The requestId was used for another request")
  @APIResponse(
      responseCode = "422",
      description =
          "at lies in a month whose decisions are no longer kept (`older-than-retention`)")
  @APIResponse(
      responseCode = "503",
      description =
          "It is not known yet at the start which model decides (`champion-unknown`), or too many"
              + " requests wait (`too-many-requests-waiting`): ask again")
  public Uni<Response> decide(@Nullable DecisionRequest request) {
    if (request == null) {
      throw Problems.invalid("A body is required");
    }
    String tenant = caller.get().tenant();
    Uni<DecisionAnswers.Given> answer = answers.answer(tenant, request);
    return answers
        .ready()
        .chain(() -> answer)
        .map(DecisionResource::response)
        .onFailure(GroupedCalls.TooManyWaitingException.class)
        .transform(_ -> busy());
  }

  @POST
  @Path("/batch")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Blocking
  @RolesAllowed({AGENT, SUPERVISOR, SERVICE})
  @Operation(
      summary = "Decide for up to 10,000 accounts",
      description =
          "An array of requests, answered by an array with one result for each, in order. A result"
              + " has the `position` of its request (from 1), its `requestId`, the `status` that the"
              + " request alone would have had, and `decision` or `error`. A request that fails"
              + " does not fail the others. Repeat the whole batch after a lost connection: what was"
              + " decided is answered again.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = DecisionRequest.class)))
  @APIResponse(responseCode = "200", description = "The results")
  @APIResponse(responseCode = "400", description = "The body is not an array in JSON")
  @APIResponse(responseCode = "413", description = "More than 10,000 requests, or than 4 MiB")
  @APIResponse(
      responseCode = "503",
      description = "It is not known yet which model decides, or too many batches are answered")
  public StreamingOutput array(InputStream body) throws IOException {
    return batches.array(caller.get().tenant(), body);
  }

  @POST
  @Path("/batch")
  @Consumes(BodyLimits.LINES)
  @Produces(BodyLimits.LINES)
  @Blocking
  @RolesAllowed({AGENT, SUPERVISOR, SERVICE})
  @Operation(
      summary = "Decide for a stream of accounts",
      description =
          "One request a line, of at most 16 KiB, and any number of lines; one result a line, in"
              + " order, as for an array. Read the results while you send: the service reads no"
              + " further while 128 results wait for you. Empty lines are passed over, and counted.")
  @APIResponse(responseCode = "200", description = "The results")
  @APIResponse(
      responseCode = "503",
      description = "It is not known yet which model decides, or too many batches are answered")
  public StreamingOutput lines(InputStream body) throws IOException {
    return batches.lines(caller.get().tenant(), body);
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({VIEWER, AGENT, SUPERVISOR, AUDITOR, SERVICE})
  @Operation(summary = "The decision as it was published")
  public Uni<Response> find(@PathParam("id") String id) {
    return decisions
        .find(caller.get().tenant(), decisionId(id))
        .map(bytes -> Response.ok(bytes.orElseThrow(DecisionResource::unknown)).build());
  }

  @POST
  @Path("/{id}/override")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(SUPERVISOR)
  @Operation(summary = "Replace the recommendation; recorded as a review that is concluded")
  @APIResponse(responseCode = "201", description = "Recorded")
  @APIResponse(responseCode = "200", description = "The same was recorded before")
  @APIResponse(responseCode = "409", description = "The decision was overridden otherwise")
  @APIResponse(responseCode = "422", description = "It makes no sense")
  public Uni<Response> override(@PathParam("id") String id, @Nullable OverrideRequest request) {
    if (request == null) {
      throw Problems.invalid("A body is required");
    }
    Action action = request.action();
    Offer offer = request.offer();
    if (action == null || offer == null) {
      throw Problems.invalid("action, offer and reason are required");
    }
    String reason = ReviewRequests.reason(request.reason());
    Caller who = caller.get();
    return overrideDecision
        .override(who.tenant(), decisionId(id), action, offer, reason, who.subject())
        .map(ReviewView::created);
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

  private static HttpProblem busy() {
    return HttpProblem.builder()
        .withType(Problems.type("too-many-requests-waiting"))
        .withTitle("Too many requests wait")
        .withStatus(503)
        .withDetail("Too many requests for decisions wait: send this one again in a second")
        .withHeader("Retry-After", "1")
        .build();
  }

  private static Response response(DecisionAnswers.Given given) {
    return given.status() == 201
        ? Response.created(URI.create("/v1/decisions/" + given.decisionId()))
            .entity(given.bytes())
            .build()
        : Response.ok(given.bytes()).build();
  }
}
