package io.quittance.scoring.decision;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import io.quittance.scoring.review.ConcludeReview;
import io.quittance.scoring.review.Conclusion;
import io.quittance.scoring.review.NewCase;
import io.quittance.scoring.review.ReviewAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;

/// Replaces the recommendation of a decision by a person's choice. The decision stays as it was
/// made; the choice is recorded as a review of it. A contact chosen this way still needs a permit;
/// no contact holds automatic contact until a later review resumes it.
@Singleton
public final class OverrideDecision {

  private final DecisionRepository decisions;
  private final ConcludeReview reviews;

  OverrideDecision(DecisionRepository decisions, ConcludeReview reviews) {
    this.decisions = decisions;
    this.reviews = reviews;
  }

  /// Records what is done instead. A decision is overridden once.
  ///
  /// @param reason a code
  /// @param by the subject of the person's token
  public Uni<ReviewAnswer> override(
      String tenant, UUID decisionId, Action action, Offer offer, String reason, String by) {
    return decisions
        .find(tenant, decisionId)
        .flatMap(
            found ->
                found
                    .map(bytes -> EventCodec.read(bytes, DecisionMade.class))
                    .map(decision -> override(decision, action, offer, reason, by))
                    .orElseGet(
                        () ->
                            answer(
                                new ReviewAnswer.Missing(
                                    "decision-not-found", "There is no such decision"))));
  }

  private Uni<ReviewAnswer> override(
      DecisionMade decision, Action action, Offer offer, String reason, String by) {
    DecisionMade.Recommendation recommended = decision.recommended();
    if (recommended.action() == action && recommended.offer() == offer) {
      return answer(
          new ReviewAnswer.Refused(
              "override-changes-nothing", "This is what the decision recommends"));
    }
    ReviewVerdict verdict =
        action == Action.NO_CONTACT ? ReviewVerdict.HOLD : ReviewVerdict.APPROVE;
    return reviews.record(
        NewCase.about(decision, ReviewKind.OVERRIDE, "overridden", by),
        new Conclusion(verdict, reason, action, offer),
        by);
  }

  private static Uni<ReviewAnswer> answer(ReviewAnswer answer) {
    return Uni.createFrom().item(answer);
  }
}
