package io.quittance.scoring.review;

import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Determines what a conclusion does to a review case. The only place where a case changes its
/// state. A pure function.
public sealed interface ReviewTransition {

  /// The case is concluded now.
  record Concludes(Review after) implements ReviewTransition {}

  /// The case was concluded in the same way before: nothing changes.
  record Repeats(Review before) implements ReviewTransition {}

  /// The case was concluded differently before.
  record Conflicts(Review before) implements ReviewTransition {}

  /// The verdict is not valid for a case of this kind.
  ///
  /// @param slug of the problem
  record Refuses(String slug, String why) implements ReviewTransition {}

  /// Returns the transition of a case that a person concludes.
  ///
  /// @param by the subject of the person's token
  /// @param at event time of the conclusion
  static ReviewTransition of(Review review, Conclusion conclusion, String by, Instant at) {
    Set<ReviewVerdict> verdicts = verdicts(review.kind());
    if (!verdicts.contains(conclusion.verdict())) {
      return new Refuses(
          "verdict-not-for-kind",
          "A review of kind %s is concluded with %s"
              .formatted(WireNames.of(review.kind()), names(verdicts)));
    }
    String why = treatment(review.kind(), conclusion);
    if (why != null) {
      return new Refuses("action-not-for-verdict", why);
    }
    Review.Concluded before = review.concluded();
    if (before == null) {
      return new Concludes(review.concluded(conclusion, by, at));
    }
    return before.conclusion().equals(conclusion) ? new Repeats(review) : new Conflicts(review);
  }

  /// Returns the verdicts that are valid for a kind of case. Bankruptcy, death, identity theft and
  /// minority do not end because somebody reviewed them.
  static Set<ReviewVerdict> verdicts(ReviewKind kind) {
    return switch (kind) {
      case HARDSHIP, VULNERABILITY -> EnumSet.of(ReviewVerdict.RESUME, ReviewVerdict.HOLD);
      case SPECIALIST -> EnumSet.of(ReviewVerdict.HOLD);
      case OVERRIDE -> EnumSet.allOf(ReviewVerdict.class);
      case LEGAL_REFERRAL, PLAN_REFUSAL, DEBT_SALE ->
          EnumSet.of(ReviewVerdict.APPROVE, ReviewVerdict.DECLINE);
    };
  }

  /// Returns whether the offer can be made by this action, or needs no contact.
  static boolean fits(Action action, Offer offer) {
    boolean contact = action != Action.NO_CONTACT;
    return switch (offer) {
      case REMINDER, PAYMENT_PLAN, SETTLEMENT -> contact;
      case NONE, HARDSHIP_ROUTE, SPECIALIST, HUMAN_REVIEW -> !contact;
    };
  }

  private static @Nullable String treatment(ReviewKind kind, Conclusion conclusion) {
    Action action = conclusion.action();
    Offer offer = conclusion.offer();
    boolean wanted = kind == ReviewKind.OVERRIDE && conclusion.verdict() == ReviewVerdict.APPROVE;
    boolean allowed = wanted || conclusion.verdict() == ReviewVerdict.HOLD;
    if (action == null && offer == null) {
      return wanted ? "An override says which action and offer replace the recommendation" : null;
    } else if (!allowed) {
      return "Action and offer go with hold, and with the approval of an override";
    } else if (action == null || offer == null) {
      return "Action and offer are given together";
    }
    return fits(action, offer)
        ? null
        : "The offer %s does not go with the action %s"
            .formatted(WireNames.of(offer), action.wireName());
  }

  private static String names(Set<ReviewVerdict> verdicts) {
    return verdicts.stream().map(WireNames::of).collect(Collectors.joining(" or "));
  }
}
