package io.quittance.scoring.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ReviewTransitionTest {

  private static final Instant AT = Instant.parse("2026-03-02T15:00:00Z");

  /// Which verdict concludes which kind, written out by hand.
  private static final Set<String> MEANINGFUL =
      Set.of(
          "HARDSHIP RESUME",
          "HARDSHIP HOLD",
          "VULNERABILITY RESUME",
          "VULNERABILITY HOLD",
          "SPECIALIST HOLD",
          "OVERRIDE RESUME",
          "OVERRIDE HOLD",
          "OVERRIDE APPROVE",
          "OVERRIDE DECLINE",
          "LEGAL_REFERRAL APPROVE",
          "LEGAL_REFERRAL DECLINE",
          "PLAN_REFUSAL APPROVE",
          "PLAN_REFUSAL DECLINE",
          "DEBT_SALE APPROVE",
          "DEBT_SALE DECLINE");

  static Review review(ReviewKind kind) {
    return new Review(
        "default",
        new UUID(1, 2),
        "a-1",
        "p-1",
        kind,
        "reported",
        null,
        null,
        AT.minusSeconds(60),
        null,
        null,
        null,
        null,
        null);
  }

  private static Conclusion conclusion(ReviewKind kind, ReviewVerdict verdict, String reason) {
    return kind == ReviewKind.OVERRIDE && verdict == ReviewVerdict.APPROVE
        ? new Conclusion(verdict, reason, Action.CALL, Offer.REMINDER)
        : new Conclusion(verdict, reason, null, null);
  }

  static Stream<Arguments> everyKindAndVerdict() {
    List<Arguments> pairs = new ArrayList<>();
    for (ReviewKind kind : ReviewKind.values()) {
      for (ReviewVerdict verdict : ReviewVerdict.values()) {
        pairs.add(Arguments.of(kind, verdict, MEANINGFUL.contains(kind + " " + verdict)));
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest
  @MethodSource("everyKindAndVerdict")
  void anOpenCaseIsConcludedByWhatMakesSense(
      ReviewKind kind, ReviewVerdict verdict, boolean meaningful) {
    Review review = review(kind);
    Conclusion conclusion = conclusion(kind, verdict, "checked");

    ReviewTransition transition = ReviewTransition.of(review, conclusion, "s-1", AT);

    if (meaningful) {
      Review after = assertInstanceOf(ReviewTransition.Concludes.class, transition).after();
      assertEquals(Review.Status.CONCLUDED, after.status());
      assertEquals(new Review.Concluded(conclusion, "s-1", AT), after.concluded());
      assertEquals(review, opened(after));
    } else {
      assertEquals(
          "verdict-not-for-kind",
          assertInstanceOf(ReviewTransition.Refuses.class, transition).slug());
    }
  }

  @ParameterizedTest
  @MethodSource("everyKindAndVerdict")
  void aConcludedCaseStaysAsItIs(ReviewKind kind, ReviewVerdict verdict, boolean meaningful) {
    for (ReviewVerdict before : ReviewTransition.verdicts(kind)) {
      Conclusion said = conclusion(kind, before, "checked");
      Review review = review(kind).concluded(said, "s-1", AT);

      ReviewTransition same =
          ReviewTransition.of(
              review, conclusion(kind, verdict, "checked"), "s-2", AT.plusSeconds(9));
      ReviewTransition other =
          ReviewTransition.of(review, conclusion(kind, verdict, "other"), "s-2", AT.plusSeconds(9));

      if (!meaningful) {
        assertInstanceOf(ReviewTransition.Refuses.class, same);
      } else if (before == verdict) {
        assertEquals(new ReviewTransition.Repeats(review), same);
        assertEquals(new ReviewTransition.Conflicts(review), other);
      } else {
        assertEquals(new ReviewTransition.Conflicts(review), same);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OVERRIDE, APPROVE, CALL, REMINDER, true",
    "OVERRIDE, APPROVE, NO_CONTACT, HUMAN_REVIEW, true",
    "OVERRIDE, APPROVE, , , false",
    "OVERRIDE, APPROVE, CALL, , false",
    "OVERRIDE, APPROVE, , REMINDER, false",
    "OVERRIDE, APPROVE, CALL, HARDSHIP_ROUTE, false",
    "OVERRIDE, APPROVE, NO_CONTACT, SETTLEMENT, false",
    "OVERRIDE, DECLINE, CALL, REMINDER, false",
    "OVERRIDE, RESUME, CALL, REMINDER, false",
    "HARDSHIP, HOLD, NO_CONTACT, HARDSHIP_ROUTE, true",
    "HARDSHIP, HOLD, LETTER, PAYMENT_PLAN, true",
    "HARDSHIP, RESUME, LETTER, PAYMENT_PLAN, false",
    "SPECIALIST, HOLD, NO_CONTACT, SPECIALIST, true",
    "LEGAL_REFERRAL, APPROVE, CALL, REMINDER, false"
  })
  void actionAndOfferGoTogetherWithAHoldOrAnOverride(
      ReviewKind kind,
      ReviewVerdict verdict,
      @Nullable Action action,
      @Nullable Offer offer,
      boolean sensible) {
    ReviewTransition transition =
        ReviewTransition.of(
            review(kind), new Conclusion(verdict, "checked", action, offer), "s-1", AT);

    assertEquals(sensible, transition instanceof ReviewTransition.Concludes, transition::toString);
    if (transition instanceof ReviewTransition.Refuses(String slug, String why)) {
      assertEquals("action-not-for-verdict", slug, why);
    }
  }

  @Test
  void eachOfferGoesEitherWithAContactOrWithout() {
    for (Offer offer : Offer.values()) {
      boolean without = ReviewTransition.fits(Action.NO_CONTACT, offer);
      for (Action action : Action.values()) {
        assertEquals(
            action == Action.NO_CONTACT ? without : !without, ReviewTransition.fits(action, offer));
      }
    }
  }

  private static Review opened(Review review) {
    return new Review(
        review.tenant(),
        review.reviewId(),
        review.accountId(),
        review.debtorId(),
        review.kind(),
        review.reason(),
        review.decisionId(),
        review.openedBy(),
        review.openedAt(),
        review.ruleId(),
        review.rulePack(),
        review.citation(),
        review.correlationId(),
        null);
  }
}
