package io.quittance.scoring.permit;

import static io.quittance.web.Roles.AGENT;
import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.web.CurrentCaller;
import io.quittance.web.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The permit routes: reserve before an attempt, use it, or release it unused.
@Path("/v1/permits")
@Produces(MediaType.APPLICATION_JSON)
public class PermitResource {

  private final PermitFields fields;
  private final ReservePermit reservePermit;
  private final CommitPermit commitPermit;
  private final ReleasePermit releasePermit;
  private final PermitRepository permits;
  private final CurrentCaller caller;

  PermitResource(
      PermitFields fields,
      ReservePermit reservePermit,
      CommitPermit commitPermit,
      ReleasePermit releasePermit,
      PermitRepository permits,
      CurrentCaller caller) {
    this.fields = fields;
    this.reservePermit = reservePermit;
    this.commitPermit = commitPermit;
    this.releasePermit = releasePermit;
    this.permits = permits;
    this.caller = caller;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({AGENT, SUPERVISOR, SERVICE})
  @Operation(summary = "Reserve one lawful attempt; idempotent by requestId")
  public Uni<Response> reserve(@Nullable PermitRequest request) {
    return reservePermit
        .reserve(fields.wanted(caller.get().tenant(), request))
        .map(PermitResource::response);
  }

  @POST
  @Path("/{id}/commit")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({AGENT, SUPERVISOR, SERVICE})
  @Operation(summary = "Use a permit: the attempt is recorded and may be made; idempotent")
  public Uni<PermitAnswer> commit(@PathParam("id") String id, @Nullable UseRequest request) {
    String tenant = caller.get().tenant();
    Instant at = fields.at(tenant, request == null ? null : request.at());
    return commitPermit.commit(tenant, permitId(id), at).map(PermitResource::committed);
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed({AGENT, SUPERVISOR, SERVICE})
  @Operation(summary = "Give a permit back unused; idempotent")
  public Uni<Response> release(@PathParam("id") String id) {
    return releasePermit
        .release(caller.get().tenant(), permitId(id))
        .map(
            answer ->
                switch (answer) {
                  case OVER -> Response.noContent().build();
                  case COMMITTED ->
                      throw Problems.conflict(
                          "permit-committed", "The permit was used and cannot be given back");
                  case UNKNOWN -> throw unknown();
                });
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({AGENT, SUPERVISOR, AUDITOR, SERVICE})
  @Operation(summary = "The permit and what became of it")
  public Uni<PermitAnswer> find(@PathParam("id") String id) {
    return permits
        .find(caller.get().tenant(), permitId(id))
        .map(
            found -> {
              Outstanding known = found.orElseThrow(PermitResource::unknown);
              return PermitAnswer.of(known.permits().getFirst(), known.clock());
            });
  }

  private static UUID permitId(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  private static HttpProblem unknown() {
    return Problems.notFound("permit-not-found", "There is no such permit");
  }

  private static Response response(ReservePermit.Answer answer) {
    return switch (answer) {
      case ReservePermit.Answer.Granted granted ->
          Response.created(URI.create("/v1/permits/" + granted.permit().permitId()))
              .entity(PermitAnswer.of(granted.permit()))
              .build();
      case ReservePermit.Answer.Repeated repeated ->
          Response.ok(PermitAnswer.of(repeated.permit(), repeated.clock())).build();
      case ReservePermit.Answer.Refused refused -> throw refused(refused);
      case ReservePermit.Answer.Conflict _ ->
          throw Problems.conflict(
              "request-conflict", "This requestId was used for another request");
      case ReservePermit.Answer.UnknownAccount _ ->
          throw Problems.notFound("account-not-found", "There is no such account");
      case ReservePermit.Answer.UnknownDecision _ ->
          throw Problems.notFound(
              "decision-not-found", "There is no such decision for this account");
      case ReservePermit.Answer.AheadOfClock _ -> throw aheadOfClock();
    };
  }

  private static HttpProblem refused(ReservePermit.Answer.Refused refused) {
    HttpProblem.Builder problem =
        HttpProblem.builder(
                Problems.of(
                    422,
                    "contact-refused",
                    "Contact refused",
                    "This contact is not lawful now; blocked tells why"))
            .with("blocked", refused.blocked());
    if (refused.next() != null) {
      problem.with(
          "nextPermitted",
          refused.zone() == null
              ? refused.next().toString()
              : refused.next().atZone(refused.zone()).toString());
    }
    return problem.build();
  }

  private static PermitAnswer committed(CommitPermit.Answer answer) {
    return switch (answer) {
      case CommitPermit.Answer.Committed committed -> PermitAnswer.of(committed.permit());
      case CommitPermit.Answer.Over over -> throw over(over.permit());
      case CommitPermit.Answer.UnknownPermit _ -> throw unknown();
      case CommitPermit.Answer.AheadOfClock _ -> throw aheadOfClock();
    };
  }

  private static HttpProblem over(Permit permit) {
    return switch (permit.status()) {
      case EXPIRED ->
          Problems.conflict("permit-expired", "The permit ended at " + permit.validUntil());
      case REVOKED -> revoked(Objects.requireNonNull(permit.revokedBy()));
      case RELEASED -> Problems.conflict("permit-released", "The permit was given back");
      case RESERVED, COMMITTED -> throw new IllegalStateException("the permit is not over");
    };
  }

  private static HttpProblem revoked(Permit.Revocation by) {
    HttpProblem.Builder problem =
        HttpProblem.builder(
                Problems.conflict(
                    "permit-revoked", "The permit was revoked by rule " + by.qualified()))
            .with("revokedBy", by.ruleId());
    if (by.pack() != null) {
      problem.with("revokedByPack", by.pack());
    }
    return problem.build();
  }

  private static HttpProblem aheadOfClock() {
    return Problems.invalid("at must not be more than 5 minutes ahead of the database's clock");
  }
}
