package io.quittance.core.treatment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountEvent.ReviewConcluded;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RoutingTest {

  private static final Instant AT = Scene.AT;
  private static final Instant EARLIER = AT.minus(Duration.ofDays(10));
  private static final Instant LATER = AT.minus(Duration.ofDays(5));

  private static Histories account() {
    return Scene.placed("acc-1");
  }

  private static Histories sibling() {
    return Scene.placed("acc-2");
  }

  private static Histories reported(Histories history, String account, Instant at, String status) {
    return history.tell(
        at,
        switch (status) {
          case "hardship" -> new AccountEvent.HardshipReported(account);
          case "vulnerable" -> new AccountEvent.VulnerabilityReported(account);
          case "vulnerable-ended" -> new AccountEvent.VulnerabilityEnded(account);
          case "bankruptcy" -> new AccountEvent.BankruptcyFiled(account);
          case "deceased" -> new AccountEvent.DeceasedReported(account);
          case "minor" -> new AccountEvent.MinorReported(account);
          case "identity-theft" -> new AccountEvent.IdentityTheftReported(account);
          default -> throw new IllegalArgumentException(status);
        });
  }

  private static Histories reviewed(
      Histories history, String account, Instant at, ReviewKind kind, ReviewVerdict verdict) {
    return history.tell(at, new ReviewConcluded(account, "rev-" + at, kind, verdict, "checked"));
  }

  private static DebtorContext context(Histories account, Histories... siblings) {
    return DebtorContext.of(account.state(), Stream.of(siblings).map(Histories::state).toList());
  }

  private static @Nullable ReviewKind kind(Histories account, Histories... siblings) {
    return Routing.of(context(account, siblings), AT).orElse(null);
  }

  @Test
  void anAccountNothingWasReportedOfIsTreatedAutomatically() {
    assertNull(kind(account(), sibling()));
    assertEquals(Map.of(), Routing.reports(context(account(), sibling()), AT));
  }

  @ParameterizedTest
  @CsvSource({
    "hardship, HARDSHIP, HARDSHIP",
    "vulnerable, VULNERABILITY, VULNERABILITY",
    "bankruptcy, SPECIALIST, SPECIALIST",
    "deceased, SPECIALIST, SPECIALIST",
    "minor, SPECIALIST, SPECIALIST",
    "identity-theft, SPECIALIST,",
    "vulnerable-ended, ,"
  })
  void aReportSendsItsAccountAndIfItIsOfThePersonAllAccountsToPeople(
      String status, @Nullable ReviewKind own, @Nullable ReviewKind others) {
    assertEquals(own, kind(reported(account(), "acc-1", EARLIER, status), sibling()));
    assertEquals(others, kind(account(), reported(sibling(), "acc-2", EARLIER, status)));
  }

  @ParameterizedTest
  @CsvSource({"0, HARDSHIP", "1, HARDSHIP", "-1,"})
  void hardshipCountsForAHundredAndEightyDays(long millisLater, @Nullable ReviewKind kind) {
    Instant edge = AT.minus(Duration.ofDays(180)).plusMillis(1);

    Histories history = reported(account(), "acc-1", edge.plusMillis(millisLater), "hardship");

    assertEquals(kind, kind(history));
  }

  @Test
  void theOtherReportsNeverLapse() {
    Instant longAgo = AT.minus(Duration.ofDays(2_000));

    assertEquals(
        ReviewKind.VULNERABILITY, kind(reported(account(), "acc-1", longAgo, "vulnerable")));
    assertEquals(ReviewKind.SPECIALIST, kind(reported(account(), "acc-1", longAgo, "bankruptcy")));
  }

  @Test
  void statusBeforeVulnerabilityBeforeHardshipBeforeAHold() {
    Histories history = account();
    reviewed(history, "acc-1", EARLIER, ReviewKind.OVERRIDE, ReviewVerdict.HOLD);
    assertEquals(ReviewKind.OVERRIDE, kind(history));
    reported(history, "acc-1", EARLIER, "hardship");
    assertEquals(ReviewKind.HARDSHIP, kind(history));
    reported(history, "acc-1", EARLIER, "vulnerable");
    assertEquals(ReviewKind.VULNERABILITY, kind(history));
    reported(history, "acc-1", LATER, "deceased");
    assertEquals(ReviewKind.SPECIALIST, kind(history));
    assertEquals(
        Map.of(
            ReviewKind.HARDSHIP, EARLIER,
            ReviewKind.VULNERABILITY, EARLIER,
            ReviewKind.SPECIALIST, LATER),
        Routing.reports(context(history), AT));
  }

  @Test
  void vulnerabilityEndsOnAnyAccountIfLaterThanTheReport() {
    Histories ended = reported(account(), "acc-1", EARLIER, "vulnerable");
    Histories again = reported(account(), "acc-1", LATER, "vulnerable");
    Histories atOnce = reported(account(), "acc-1", LATER, "vulnerable");

    assertNull(kind(ended, reported(sibling(), "acc-2", LATER, "vulnerable-ended")));
    assertEquals(
        ReviewKind.VULNERABILITY,
        kind(again, reported(sibling(), "acc-2", EARLIER, "vulnerable-ended")));
    assertEquals(
        ReviewKind.VULNERABILITY,
        kind(atOnce, reported(sibling(), "acc-2", LATER, "vulnerable-ended")));
  }

  @Test
  void anEndOfVulnerabilityCountsOnceItHasComeButAReportAtOnce() {
    Histories ends = reported(account(), "acc-1", EARLIER, "vulnerable");
    Histories ended = reported(account(), "acc-1", EARLIER, "vulnerable");
    Histories later = reported(account(), "acc-1", AT.plusMillis(1), "bankruptcy");

    assertEquals(
        ReviewKind.VULNERABILITY,
        kind(reported(ends, "acc-1", AT.plusMillis(1), "vulnerable-ended")));
    assertNull(kind(reported(ended, "acc-1", AT, "vulnerable-ended")));
    assertEquals(ReviewKind.SPECIALIST, kind(later));
  }

  @ParameterizedTest
  @CsvSource({"hardship, HARDSHIP", "vulnerable, VULNERABILITY"})
  void aReviewOfTheKindThatResumedLaterLiftsTheReportOnItsOwnAccount(
      String status, ReviewKind kind) {
    for (ReviewVerdict verdict : ReviewVerdict.values()) {
      Histories after = reported(account(), "acc-1", EARLIER, status);
      reviewed(after, "acc-1", EARLIER.plusMillis(1), kind, verdict);
      assertEquals(verdict == ReviewVerdict.RESUME ? null : kind, kind(after), verdict.name());
    }
    Histories sameInstant = reported(account(), "acc-1", EARLIER, status);
    reviewed(sameInstant, "acc-1", EARLIER, kind, ReviewVerdict.RESUME);
    Histories newReport = reported(account(), "acc-1", EARLIER, status);
    reviewed(newReport, "acc-1", LATER, kind, ReviewVerdict.RESUME);
    reported(newReport, "acc-1", LATER.plusSeconds(1), status);
    Histories otherKind = reported(account(), "acc-1", EARLIER, status);
    reviewed(otherKind, "acc-1", LATER, ReviewKind.OVERRIDE, ReviewVerdict.RESUME);
    Histories otherAccount = reported(account(), "acc-1", EARLIER, status);

    assertEquals(kind, kind(sameInstant));
    assertEquals(kind, kind(newReport));
    assertEquals(kind, kind(otherKind));
    assertEquals(
        kind, kind(otherAccount, reviewed(sibling(), "acc-2", LATER, kind, ReviewVerdict.RESUME)));
  }

  @Test
  void nothingLiftsASpecialistStatus() {
    Histories history = reported(account(), "acc-1", EARLIER, "bankruptcy");
    reviewed(history, "acc-1", LATER, ReviewKind.SPECIALIST, ReviewVerdict.RESUME);

    assertEquals(ReviewKind.SPECIALIST, kind(history));
  }

  @ParameterizedTest
  @EnumSource(ReviewKind.class)
  void aHoldHoldsUntilAReviewOfItsKindResumes(ReviewKind kind) {
    Histories history = reviewed(account(), "acc-1", EARLIER, kind, ReviewVerdict.HOLD);
    assertEquals(kind, kind(history));
    assertNull(kind(sibling(), history), "a review speaks for its own account");

    ReviewKind other = kind == ReviewKind.HARDSHIP ? ReviewKind.SPECIALIST : ReviewKind.HARDSHIP;
    reviewed(history, "acc-1", LATER, other, ReviewVerdict.RESUME);
    assertEquals(kind, kind(history));
    reviewed(history, "acc-1", LATER, kind, ReviewVerdict.DECLINE);
    assertEquals(kind, kind(history));
    reviewed(history, "acc-1", LATER, kind, ReviewVerdict.RESUME);
    assertNull(kind(history));
    reviewed(history, "acc-1", LATER.plusSeconds(1), kind, ReviewVerdict.HOLD);
    assertEquals(kind, kind(history));
  }

  @ParameterizedTest
  @EnumSource(
      value = ReviewKind.class,
      names = {"LEGAL_REFERRAL", "DEBT_SALE"})
  void whatIsGivenToCourtOrSoldStaysWithPeopleUntilAPersonDeclines(ReviewKind kind) {
    Histories history = reviewed(account(), "acc-1", EARLIER, kind, ReviewVerdict.APPROVE);
    assertEquals(kind, kind(history));
    assertNull(kind(sibling(), history), "a review speaks for its own account");

    reviewed(history, "acc-1", LATER, ReviewKind.PLAN_REFUSAL, ReviewVerdict.DECLINE);
    assertEquals(kind, kind(history));
    reviewed(history, "acc-1", AT.plusMillis(1), kind, ReviewVerdict.DECLINE);
    assertEquals(kind, kind(history), "declined later than asked");
    reviewed(history, "acc-1", LATER, kind, ReviewVerdict.DECLINE);
    assertNull(kind(history));
  }

  @Test
  void anApprovedReferralDatedLaterCountsAtOnce() {
    ReviewKind kind = ReviewKind.LEGAL_REFERRAL;

    assertEquals(
        kind, kind(reviewed(account(), "acc-1", AT.plusMillis(1), kind, ReviewVerdict.APPROVE)));
    assertNull(
        kind(
            reviewed(account(), "acc-1", EARLIER, ReviewKind.PLAN_REFUSAL, ReviewVerdict.APPROVE)));
  }

  @Test
  void anOverrideThatApprovesAContactEndsTheHoldOfAnOverride() {
    Histories override =
        reviewed(account(), "acc-1", EARLIER, ReviewKind.OVERRIDE, ReviewVerdict.HOLD);
    reviewed(override, "acc-1", LATER, ReviewKind.OVERRIDE, ReviewVerdict.APPROVE);
    Histories hardship =
        reviewed(account(), "acc-1", EARLIER, ReviewKind.HARDSHIP, ReviewVerdict.HOLD);
    reviewed(hardship, "acc-1", LATER, ReviewKind.HARDSHIP, ReviewVerdict.APPROVE);

    assertNull(kind(override));
    assertEquals(ReviewKind.HARDSHIP, kind(hardship));
  }

  @ParameterizedTest
  @CsvSource({
    "hardship, HARDSHIP_ROUTE",
    "vulnerable, SPECIALIST",
    "bankruptcy, SPECIALIST",
    "held, HUMAN_REVIEW"
  })
  void theRouteIsTheOffer(String status, Offer offer) {
    Scene scene = new Scene();
    if (status.equals("held")) {
      reviewed(scene.history, "acc-1", LATER, ReviewKind.OVERRIDE, ReviewVerdict.HOLD);
    } else {
      reported(scene.history, "acc-1", LATER, status);
    }

    for (Choice choice :
        new Choice[] {scene.byRules(), scene.byModel(Scene.probabilities(0, 0, 0, 0, 1))}) {
      assertEquals(Basis.ROUTED, choice.basis());
      assertEquals(offer, choice.recommendation().offer());
      assertNull(choice.recommendation().notBefore());
    }
  }
}
