package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.CONTACTS;
import static io.quittance.core.contact.Debtor.account;
import static io.quittance.core.contact.Debtor.placement;
import static io.quittance.core.contact.Debtor.policy;
import static io.quittance.core.contact.Debtor.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.BreathingSpace;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// HC15 (time-barred debt) and HC22 (decisions that people make).
class ReviewRulesTest {

  private static final String NOON = "2026-07-15T17:00:00Z";
  private static final Policy BOTH =
      policy(
          rule("HC22", new ReviewLimit.HumanDecision()),
          reviews("HC15", new ReviewLimit.TimeBarred(), ReviewKind.LEGAL_REFERRAL));

  private static Rule reviews(String id, Limit limit, ReviewKind... kinds) {
    return rule(id, limit, "2020-01-01", null, List.of(), Set.of(), Set.of(kinds));
  }

  private static Histories limited(@Nullable String limitationEndsAt) {
    return new Histories("a")
        .tell(
            "2026-01-02T00:00:00Z",
            placement("a", ActorType.THIRD_PARTY, "US", Map.of(), null, null, limitationEndsAt));
  }

  private static boolean barred(@Nullable String limitationEndsAt, String at) {
    return Debtor.under(BOTH, limited(limitationEndsAt))
        .review(ReviewKind.LEGAL_REFERRAL, at)
        .barred();
  }

  @Test
  void aSuitIsBarredOnceItsTimeHasRunOut() {
    assertFalse(barred(NOON, "2026-07-15T16:59:59.999Z"));
    assertTrue(barred(NOON, NOON));
    assertTrue(barred(null, NOON));
    assertEquals(
        new ReviewRuling(
            ReviewKind.LEGAL_REFERRAL, true, "HC15", "a law", "It is not allowed.", "base"),
        Debtor.under(BOTH, limited(null)).review(ReviewKind.LEGAL_REFERRAL, NOON));
    assertTrue(
        Debtor.under(BOTH, new Histories("a")).review(ReviewKind.LEGAL_REFERRAL, NOON).barred());
  }

  @Test
  void whatIsNotBarredAPersonDecides() {
    assertEquals(
        new ReviewRuling(
            ReviewKind.DEBT_SALE, false, "HC22", "a law", "It is not allowed.", "base"),
        Debtor.under(BOTH, limited(null)).review(ReviewKind.DEBT_SALE, NOON));
    assertEquals(
        "HC22",
        Debtor.under(BOTH, limited("2027-01-01T00:00:00Z"))
            .review(ReviewKind.LEGAL_REFERRAL, NOON)
            .ruleId());
  }

  @Test
  void whereNoRuleSpeaksNothingIsBarred() {
    Policy silent = policy(rule("HC08", new ChannelLimit.RefusedChannel()));

    assertEquals(
        new ReviewRuling(ReviewKind.DEBT_SALE, false, null, null, null),
        Debtor.under(silent, account()).review(ReviewKind.DEBT_SALE, NOON));
  }

  @Test
  void ofSeveralRulesTheFirstOfThePackIsNamed() {
    Policy two =
        policy(
            rule("HC22a", new ReviewLimit.HumanDecision()),
            rule("HC22b", new ReviewLimit.HumanDecision()),
            reviews("HC15a", new ReviewLimit.TimeBarred(), ReviewKind.LEGAL_REFERRAL),
            reviews("HC15b", new ReviewLimit.TimeBarred(), ReviewKind.LEGAL_REFERRAL));

    assertEquals(
        "HC15a", Debtor.under(two, limited(null)).review(ReviewKind.LEGAL_REFERRAL, NOON).ruleId());
    assertEquals(
        "HC22a", Debtor.under(two, limited(null)).review(ReviewKind.DEBT_SALE, NOON).ruleId());
  }

  @Test
  void statesThatStopContactMayBarADecision() {
    Policy states =
        policy(
            reviews(
                "HC16",
                new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.BANKRUPTCY)),
                ReviewKind.DEBT_SALE),
            reviews("HC21", new StatusLimit.TailoredRoute(), ReviewKind.PLAN_REFUSAL),
            reviews(
                "HC20",
                new TimeLimit.Moratorium(60, Duration.ofDays(30)),
                ReviewKind.LEGAL_REFERRAL));
    Histories free = account();
    Histories bound =
        account()
            .tell(NOON, new AccountEvent.BankruptcyFiled("a"))
            .tell(NOON, new AccountEvent.VulnerabilityReported("a"))
            .tell(NOON, new AccountEvent.BreathingSpaceStarted("a", BreathingSpace.STANDARD));

    for (ReviewKind kind :
        List.of(ReviewKind.DEBT_SALE, ReviewKind.PLAN_REFUSAL, ReviewKind.LEGAL_REFERRAL)) {
      assertTrue(Debtor.under(states, bound).review(kind, NOON).barred(), kind.toString());
      assertFalse(Debtor.under(states, free).review(kind, NOON).barred(), kind.toString());
    }
    // day 60 after 15 July is 13 September, which ends at 05:00Z
    assertTrue(
        Debtor.under(states, bound)
            .review(ReviewKind.LEGAL_REFERRAL, "2026-09-14T04:59:59.999Z")
            .barred());
    assertFalse(
        Debtor.under(states, bound)
            .review(ReviewKind.LEGAL_REFERRAL, "2026-09-14T05:00:00Z")
            .barred());
  }

  @Test
  void aCrisisWithoutAnEndBarsForGood() {
    Policy moratorium =
        policy(
            reviews(
                "HC20",
                new TimeLimit.Moratorium(60, Duration.ofDays(30)),
                ReviewKind.LEGAL_REFERRAL));
    Histories crisis =
        account()
            .tell(
                NOON,
                new AccountEvent.BreathingSpaceStarted("a", BreathingSpace.MENTAL_HEALTH_CRISIS));

    assertTrue(
        Debtor.under(moratorium, crisis)
            .review(ReviewKind.LEGAL_REFERRAL, "2030-01-01T00:00:00Z")
            .barred());
  }

  @Test
  void rulesOfDecisionsForbidNoContact() {
    assertTrue(Debtor.under(BOTH, limited(null)).mayCall(NOON));
  }

  @Test
  void withoutAPackEverythingIsBarred() {
    ReviewRuling none = Debtor.under(Policy.none(), account()).review(ReviewKind.DEBT_SALE, NOON);

    assertTrue(none.barred());
    assertEquals("PACK", none.ruleId());
    assertEquals("none", none.citation());
  }

  @Test
  void rulesOfContactsBarNoDecision() {
    for (Limit limit :
        List.of(
            new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.CEASE)),
            new StatusLimit.TailoredRoute())) {
      Policy contacts =
          policy(rule("HC10", limit, "2020-01-01", null, List.of(), CONTACTS, Set.of()));
      Histories bound =
          account()
              .tell(NOON, new AccountEvent.CeaseRequested("a"))
              .tell(NOON, new AccountEvent.VulnerabilityReported("a"));

      assertFalse(Debtor.under(contacts, bound).review(ReviewKind.DEBT_SALE, NOON).barred());
      assertFalse(Debtor.under(contacts, bound).mayCall(NOON));
    }
  }
}
