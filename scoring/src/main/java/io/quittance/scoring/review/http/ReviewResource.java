package io.quittance.scoring.review.http;

import static io.quittance.web.Roles.AGENT;
import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import io.quittance.scoring.review.ConcludeReview;
import io.quittance.scoring.review.Conclusion;
import io.quittance.scoring.review.OpenReview;
import io.quittance.scoring.review.ReviewFilter;
import io.quittance.scoring.review.ReviewRepository;
import io.quittance.web.Caller;
import io.quittance.web.CurrentCaller;
import io.quittance.web.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// The routes of the review queue. The token tells who acts, the clock when, and a code why.
@Path("/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
public class ReviewResource {

  private final ReviewRepository reviews;
  private final OpenReview openReview;
  private final ConcludeReview concludeReview;
  private final CurrentCaller caller;

  ReviewResource(
      ReviewRepository reviews,
      OpenReview openReview,
      ConcludeReview concludeReview,
      CurrentCaller caller) {
    this.reviews = reviews;
    this.openReview = openReview;
    this.concludeReview = concludeReview;
    this.caller = caller;
  }

  /// A request to open a case.
  ///
  /// @param reason code of lower-case letters, digits and hyphens
  /// @param decisionId the decision it is about; absent when it is about none
  public record Opening(
      @Nullable String accountId,
      @Nullable ReviewKind kind,
      @Nullable String reason,
      @Nullable String decisionId) {}

  /// What a person decides.
  ///
  /// @param reason a code of lower-case letters, digits and hyphens
  /// @param action with an approved override, and with a hold when people already know what they
  ///   will do
  public record Verdict(
      @Nullable ReviewVerdict verdict,
      @Nullable String reason,
      @Nullable Action action,
      @Nullable Offer offer) {}

  @GET
  @RolesAllowed({AGENT, SUPERVISOR, AUDITOR})
  @Operation(summary = "The cases, the oldest first, page by page")
  @APIResponse(responseCode = "200", description = "A page of the queue")
  public Uni<ReviewView.Page> list(
      @QueryParam("status") @Nullable String status,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("accountId") @Nullable String accountId,
      @QueryParam("limit") @DefaultValue("50") String limit,
      @QueryParam("after") @Nullable String after) {
    ReviewFilter filter = ReviewRequests.filter(status, kind, accountId, limit, after);
    return reviews
        .page(caller.get().tenant(), filter)
        .map(page -> ReviewView.page(page, filter.limit()));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({AGENT, SUPERVISOR, AUDITOR})
  @Operation(summary = "One case")
  public Uni<ReviewView> find(@PathParam("id") String id) {
    return reviews
        .find(caller.get().tenant(), reviewId(id))
        .map(
            found ->
                ReviewView.of(
                    found.orElseThrow(
                        () -> Problems.notFound("review-not-found", "There is no such review"))));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({AGENT, SUPERVISOR, SERVICE})
  @Operation(summary = "Open a case; one of a kind is open for an account at a time")
  @APIResponse(responseCode = "201", description = "Opened")
  @APIResponse(responseCode = "200", description = "The same is open already")
  @APIResponse(responseCode = "409", description = "Another of this kind is open")
  @APIResponse(responseCode = "422", description = "A rule bars it")
  public Uni<Response> open(@Nullable Opening opening) {
    OpenReview.Wanted wanted = ReviewRequests.wanted(opening);
    Caller who = caller.get();
    return openReview.open(who.tenant(), wanted, who.subject()).map(ReviewView::created);
  }

  @POST
  @Path("/{id}/conclusion")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(SUPERVISOR)
  @Operation(summary = "Conclude a case; the same conclusion again changes nothing")
  @APIResponse(responseCode = "200", description = "Concluded")
  @APIResponse(responseCode = "409", description = "It was concluded otherwise")
  @APIResponse(responseCode = "422", description = "A rule bars it, or it makes no sense")
  public Uni<Response> conclude(@PathParam("id") String id, @Nullable Verdict verdict) {
    Conclusion conclusion = ReviewRequests.conclusion(verdict);
    Caller who = caller.get();
    return concludeReview
        .conclude(who.tenant(), reviewId(id), conclusion, who.subject())
        .map(ReviewView::concluded);
  }

  private static UUID reviewId(String id) {
    return ReviewRequests.uuid(id)
        .orElseThrow(() -> Problems.notFound("review-not-found", "There is no such review"));
  }
}
