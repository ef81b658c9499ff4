package io.quittance.core.treatment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.DecisionMade.Proposal;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.pack.Economics;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposalsTest {

  private static final Economics.ProposalRule SUIT =
      new Economics.ProposalRule(ReviewKind.LEGAL_REFERRAL, 150, 100_000, 0.1);

  private static Scene ripe(Economics.ProposalRule... rules) {
    Scene scene = new Scene();
    scene.proposals = List.of(rules);
    scene.daysPastDue = 150;
    scene.balanceMinor = 100_000;
    return scene;
  }

  private static Rule people(String id, ReviewKind kind, Limit limit) {
    return new Rule(
        id,
        "people",
        "a law",
        LocalDate.parse("2020-01-01"),
        null,
        EnumSet.allOf(ActorType.class),
        List.of(),
        Set.of(),
        Set.of(kind),
        "Because of " + id + ".",
        limit);
  }

  private static Histories limited(@Nullable Instant endsAt) {
    Instant at = Instant.parse("2026-01-02T00:00:00Z");
    return new Histories("acc-1")
        .tell(
            at,
            new AccountEvent.Placed(
                "acc-1",
                "deb-1",
                new Snapshot(at, 100_000, "USD", 90, null, null),
                ActorType.THIRD_PARTY,
                "US",
                List.of("America/New_York"),
                Map.of(),
                null,
                at,
                null,
                null,
                endsAt));
  }

  @ParameterizedTest
  @CsvSource({
    "150, 100000, 0.1, true",
    "149, 100000, 0.1, false",
    "150, 99999, 0.1, false",
    "150, 100000, 0.1000001, false",
    "400, 5000000, 0, true"
  })
  void isMadeFromItsFirstDayLeastBalanceAndMostProbabilityOn(
      int daysPastDue, long balance, double highest, boolean made) {
    Scene scene = ripe(SUIT);
    scene.daysPastDue = daysPastDue;
    scene.balanceMinor = balance;

    Choice choice = scene.byModel(Scene.probabilities(0, 0, highest, 0, 0));

    assertEquals(made ? 1 : 0, choice.proposals().size());
  }

  @Test
  void withoutAModelOnlyWhatAsksForNoProbabilityIsProposed() {
    Scene scene = ripe(SUIT, new Economics.ProposalRule(ReviewKind.DEBT_SALE, 150, 100_000, null));
    scene.rules =
        List.of(people("HC22", ReviewKind.LEGAL_REFERRAL, new ReviewLimit.HumanDecision()));

    assertEquals(
        List.of(new Proposal(ReviewKind.DEBT_SALE, false, null, null, "A person decides.")),
        scene.byRules().proposals());
  }

  @Test
  void theRuleThatReservesItToPeopleIsNamed() {
    Scene scene = ripe(SUIT);
    scene.rules =
        List.of(people("HC22", ReviewKind.LEGAL_REFERRAL, new ReviewLimit.HumanDecision()));

    assertEquals(
        List.of(
            new Proposal(
                ReviewKind.LEGAL_REFERRAL, false, "HC22", "a law", "Because of HC22.", "test")),
        scene.byModel(Scene.probabilities(0, 0, 0, 0, 0)).proposals());
  }

  /// Barred when the period has ended, ends at the very instant, or is not known to end.
  @ParameterizedTest
  @CsvSource({
    "2026-03-02T15:00:00.001Z, false",
    "2026-03-02T15:00:00Z, true",
    "2026-03-01T00:00:00Z, true",
    ", true"
  })
  void aSuitForATimeBarredDebtIsListedAsBarred(@Nullable Instant endsAt, boolean barred) {
    Scene scene = ripe(SUIT);
    scene.history = limited(endsAt);
    List<Rule> rules = new ArrayList<>();
    rules.add(people("HC22", ReviewKind.LEGAL_REFERRAL, new ReviewLimit.HumanDecision()));
    rules.add(people("HC15", ReviewKind.LEGAL_REFERRAL, new ReviewLimit.TimeBarred()));
    scene.rules = rules;

    Proposal proposal = scene.byModel(Scene.probabilities(0, 0, 0, 0, 0)).proposals().getFirst();

    assertEquals(barred, proposal.barred());
    assertEquals(barred ? "HC15" : "HC22", proposal.ruleId());
  }

  @Test
  void nothingIsProposedOfAnAccountThatGoesToPeopleButOfOneThatMayNotBeContacted() {
    Scene routed = ripe(SUIT);
    routed.history.tell("2026-03-01T00:00:00Z", new AccountEvent.HardshipReported("acc-1"));
    Scene silent = ripe(SUIT);
    silent.permitted = List.of();
    Map<Action, Double> none = Scene.probabilities(0, 0, 0, 0, 0);

    assertEquals(List.of(), routed.byModel(none).proposals());
    assertEquals(Basis.NOTHING_PERMITTED, silent.byModel(none).basis());
    assertFalse(silent.byModel(none).proposals().isEmpty());
  }

  @Test
  void nothingIsProposedOfDebtorsHeldOut() {
    Scene scene = ripe(SUIT);
    scene.holdout = new Economics.Holdout("hold", 0.05);
    int held = 0;
    for (int i = 0; i < 200; i++) {
      String account = "acc-" + i;
      scene.history =
          new Histories(account)
              .tell(
                  "2026-01-02T00:00:00Z",
                  new AccountEvent.Updated(
                      account,
                      "deb-" + i,
                      new Snapshot(
                          Instant.parse("2026-01-02T00:00:00Z"), 100_000, "USD", 90, null, null)));
      Choice choice = scene.byModel(Scene.probabilities(0, 0, 0, 0, 0));
      held += choice.heldOut() ? 1 : 0;
      assertEquals(choice.heldOut(), choice.proposals().isEmpty());
    }
    assertFalse(held == 0);
  }
}
