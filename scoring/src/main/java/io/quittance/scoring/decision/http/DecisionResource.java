package io.quittance.scoring.decision.http;

import static io.quittance.web.Roles.AGENT;
import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;
import static io.quittance.web.Roles.VIEWER;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.messaging.EventClock;
import io.quittance.scoring.champion.ServingModels;
import io.quittance.scoring.decision.DecideOnRequest;
import io.quittance.scoring.decision.DecisionRepository;
import io.quittance.scoring.decision.DecisionRequest;
import io.quittance.scoring.decision.OverrideDecision;
import io.quittance.scoring.grouping.GroupedCalls;
import io.quittance.scoring.review.http.ReviewRequests;
import io.quittance.scoring.review.http.ReviewView;
import io.quittance.web.Caller;
import io.quittance.web.CurrentCaller;
import io.quittance.web.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Decisions: asked for, and looked up. Answers are the stored bytes.
@Path("/v1/decisions")
@Produces(MediaType.APPLICATION_JSON)
public class DecisionResource {

  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

  private static final Duration START_PATIENCE = Duration.ofSeconds(5);

  private final DecideOnRequest decideOnRequest;
  private final DecisionRepository decisions;
  private final OverrideDecision overrideDecision;
  private final CurrentCaller caller;
  private final EventClock clock;
  private final ServingModels champions;
  private final Vertx vertx;

  DecisionResource(
      DecideOnRequest decideOnRequest,
      DecisionRepository decisions,
      OverrideDecision overrideDecision,
      CurrentCaller caller,
      EventClock clock,
      ServingModels champions,
      Vertx vertx) {
    this.decideOnRequest = decideOnRequest;
    this.decisions = decisions;
    this.overrideDecision = overrideDecision;
    this.caller = caller;
    this.clock = clock;
    this.champions = champions;
    this.vertx = vertx;
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
    EventIdentity identity = identity(caller.get().tenant(), request);
    String accountId = accountId(request);
    checkTime(request.at());
    return championsKnown()
        .chain(
            () ->
                Boolean.TRUE.equals(request.dryRun())
                    ? decideOnRequest.dryRun(identity, accountId, request.at())
                    : decideOnRequest.decide(identity, accountId, request.at()))
        .map(answer -> response(answer, identity))
        .onFailure(GroupedCalls.TooManyWaitingException.class)
        .transform(_ -> busy());
  }

  /// Waits at the start for what batches wait for, too: a decision by rules would look like one
  /// that no model could make.
  private Uni<Void> championsKnown() {
    if (champions.isReady()) {
      return Uni.createFrom().voidItem();
    }
    Context context = vertx.getOrCreateContext();
    return champions
        .ready()
        .ifNoItem()
        .after(START_PATIENCE)
        .failWith(DecisionResource::starting)
        .emitOn(command -> context.runOnContext(_ -> command.run()));
  }

  private static HttpProblem starting() {
    return Problems.of(
        503,
        "champion-unknown",
        "Service unavailable",
        "The service does not know yet which model decides; send the request again");
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

  static EventIdentity identity(String tenant, DecisionRequest request) {
    try {
      EventIdentity identity =
          new EventIdentity(
              tenant,
              DecideOnRequest.SOURCE,
              request.requestId() == null ? "" : request.requestId());
      return new Envelope(identity, DecideOnRequest.TYPE, Instant.EPOCH, null).identity();
    } catch (InvalidEventException e) {
      throw Problems.invalid(
          "requestId must be 1 to 128 letters, digits, '/', '.', '_', ':' or '-'");
    }
  }

  static String accountId(DecisionRequest request) {
    String accountId = request.accountId();
    if (accountId == null || !ACCOUNT.matcher(accountId).matches()) {
      throw Problems.invalid("accountId must be 1 to 64 letters, digits, '.', '_', ':' or '-'");
    }
    return accountId;
  }

  private void checkTime(@Nullable Instant at) {
    if (at != null && (at.isBefore(Instant.EPOCH) || at.isAfter(clock.latest()))) {
      throw Problems.invalid(
          "at must lie between 1970 and %d seconds ahead of the clock"
              .formatted(clock.tolerance().toSeconds()));
    }
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

  private static Response response(DecideOnRequest.Answer answer, EventIdentity identity) {
    return switch (answer) {
      case DecideOnRequest.Answer.Decided decided ->
          Response.created(URI.create("/v1/decisions/" + identity.decisionId()))
              .entity(decided.bytes())
              .build();
      case DecideOnRequest.Answer.Tried tried -> Response.ok(tried.bytes()).build();
      case DecideOnRequest.Answer.Repeated repeated -> Response.ok(repeated.bytes()).build();
      case DecideOnRequest.Answer.Conflict _ ->
          throw Problems.conflict(
              "request-conflict", "This requestId was used for another request");
      case DecideOnRequest.Answer.NotKept _ ->
          throw Problems.of(
              422,
              "older-than-retention",
              "Older than the retention",
              "at lies in a month whose decisions are no longer kept (quittance.retention.keep): name a later instant");
      case DecideOnRequest.Answer.UnknownAccount _ ->
          throw Problems.notFound("account-not-found", "There is no such account");
    };
  }
}
