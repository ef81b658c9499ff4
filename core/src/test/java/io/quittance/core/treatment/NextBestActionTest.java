package io.quittance.core.treatment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.contact.Policy;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.pack.Economics;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextBestActionTest {

  private static final Map<Action, Double> PROBABILITIES =
      Scene.probabilities(0.10, 0.11, 0.12, 0.20, 0.30);

  private static Scene heldOut() {
    Scene scene = new Scene();
    scene.holdout = new Economics.Holdout("hold", 0.05);
    for (int i = 0; ; i++) {
      scene.history = Scene.placed("acc-" + i);
      String debtor = "deb-" + i;
      scene.history.tell(
          "2026-01-03T00:00:00Z",
          new AccountEvent.Updated(
              "acc-" + i,
              debtor,
              new AccountEvent.Snapshot(
                  Scene.AT.minusSeconds(86_400), 100_000, "USD", 70, null, null)));
      if (HoldoutGroup.contains(scene.holdout, scene.history.state())) {
        return scene;
      }
    }
  }

  @Test
  void thePermittedActionOfHighestExpectedNetValueIsChosen() {
    Choice choice = new Scene().byModel(PROBABILITIES);

    assertEquals(Basis.RANKED, choice.basis());
    assertEquals(
        new Recommendation(
            Action.CALL, Offer.REMINDER, Scene.WINDOW.notBefore(), Scene.WINDOW.notAfter()),
        choice.recommendation());
    assertEquals(1, choice.propensity());
    assertFalse(choice.heldOut());
    assertEquals(
        new ActionValue(
            Action.CALL,
            true,
            0.30,
            0.30 * 100_000 * 0.1 - 150 - 150,
            Offer.REMINDER,
            1.0,
            null,
            Scene.WINDOW.notBefore(),
            Scene.WINDOW.notAfter(),
            null),
        choice.actions().get(4));
    assertEquals(
        new ActionValue(Action.NO_CONTACT, true, 0.10, 0.10 * 100_000 * 0.1, Offer.NONE, 0.0, null),
        choice.actions().getFirst());
  }

  /// Shares of the balance that treatments are expected to bring, 0.10 unless given.
  private static WeekAhead week(Map<Treatment, Double> shares) {
    return new WeekAhead(
        Treatment.values().stream().map(t -> shares.getOrDefault(t, 0.10)).toList(),
        Treatment.values().stream().map(t -> shares.getOrDefault(t, 0.10) / 2).toList());
  }

  private static Treatment with(Action action, Offer offer) {
    return new Treatment(action, offer);
  }

  @Test
  void learntEffectsRankTreatmentsAndNotTheProbabilityOfTheAction() {
    Choice choice =
        new Scene().byModel(PROBABILITIES, week(Map.of(with(Action.SMS, Offer.REMINDER), 0.16)));

    assertEquals(Basis.RANKED, choice.basis());
    assertEquals(Action.SMS, choice.action());
    ActionValue sms = choice.actions().get(3);
    assertEquals(0.16 * 100_000 * 0.1 - 5 - 40, sms.expectedNetValueMinor());
    assertEquals(0.08, sms.weekProbability());
    assertEquals(0.20, sms.probability());
    assertEquals(0.10 * 100_000 * 0.1, choice.actions().getFirst().expectedNetValueMinor());
  }

  @Test
  void learntEffectsChooseTheOfferWithinTheBoundsOfThePack() {
    Map<Treatment, Double> shares =
        Map.of(
            with(Action.CALL, Offer.REMINDER), 0.20,
            with(Action.CALL, Offer.PAYMENT_PLAN), 0.30,
            with(Action.CALL, Offer.SETTLEMENT), 0.90);
    Scene scene = new Scene();
    scene.offers.put(Offer.PAYMENT_PLAN, new Economics.OfferTerms(0, 0, 0.1, 1, 12, 2_500L, null));

    Choice choice = scene.byModel(PROBABILITIES, week(shares));

    assertEquals(Offer.PAYMENT_PLAN, choice.recommendation().offer());
    assertEquals(100_000L, choice.recommendation().amountMinor());
    assertEquals(12, choice.recommendation().instalments());
    assertEquals(0.15, choice.actions().get(4).weekProbability());
    assertEquals(0.30 * 100_000 * 0.1 - 150 - 150, choice.actions().get(4).expectedNetValueMinor());
  }

  @Test
  void whatLearningDoesNotTouch() {
    WeekAhead call = week(Map.of(with(Action.CALL, Offer.REMINDER), 0.5));
    Scene barred = new Scene();
    barred.permitted = List.of(Action.LETTER);
    Scene hardship = new Scene();
    hardship.hardship = true;
    Scene leastGain = new Scene();
    leastGain.minimumGainMinor = 4_000;
    Scene likely = new Scene();
    likely.selfCure = new Economics.SelfCure(0.05, 100);

    assertEquals(Action.NO_CONTACT, barred.byModel(PROBABILITIES, call).action());
    assertEquals(
        0.5 * 100_000 * 0.1 - 150 - 4 * 150,
        hardship.byModel(PROBABILITIES, call).actions().get(4).expectedNetValueMinor());
    assertEquals(Basis.NO_GAIN, leastGain.byModel(PROBABILITIES, call).basis());
    assertEquals(Basis.SELF_CURE, likely.byModel(PROBABILITIES, call).basis());
    assertEquals(Basis.HELD_OUT, heldOut().byModel(PROBABILITIES, call).basis());
  }

  @Test
  void aChoiceIsMadeAgainFromTheSharesAlone() {
    WeekAhead week = week(Map.of(with(Action.EMAIL, Offer.REMINDER), 0.3));

    Choice first = new Scene().byModel(PROBABILITIES, week);
    Choice again = new Scene().byModel(PROBABILITIES, new WeekAhead(week.expectedShares(), null));

    assertEquals(first.recommendation(), again.recommendation());
    assertEquals(
        first.actions().get(2).expectedNetValueMinor(),
        again.actions().get(2).expectedNetValueMinor());
    assertNull(again.actions().get(2).weekProbability());
  }

  @Test
  void aWeekHasOneSensibleNumberForEachTreatment() {
    List<Double> shares = Treatment.values().stream().map(_ -> 0.1).toList();
    List<Double> below = Treatment.values().stream().map(_ -> -0.1).toList();
    List<Double> above = Treatment.values().stream().map(_ -> 1.1).toList();
    List<Double> unknown = Treatment.values().stream().map(_ -> Double.NaN).toList();

    assertThrows(IllegalArgumentException.class, () -> new WeekAhead(shares.subList(1, 13), null));
    assertThrows(IllegalArgumentException.class, () -> new WeekAhead(below, null));
    assertThrows(IllegalArgumentException.class, () -> new WeekAhead(unknown, null));
    assertThrows(IllegalArgumentException.class, () -> new WeekAhead(shares, above));
  }

  @Test
  void whatIsNotPermittedIsNotChosenButItsValueIsTold() {
    Scene scene = new Scene();
    scene.permitted = List.of(Action.SMS);
    scene.next = Map.of(Action.CALL, Scene.AT.plusSeconds(86_400));

    Choice choice = scene.byModel(PROBABILITIES);

    assertEquals(Action.SMS, choice.action());
    ActionValue call = choice.actions().get(4);
    assertFalse(call.permitted());
    assertEquals(2_700.0, call.expectedNetValueMinor());
    assertEquals(0.0, call.propensity());
    assertEquals("2026-03-03T10:00-05:00[America/New_York]", call.nextPermitted());
    assertNull(choice.actions().get(3).nextPermitted());
  }

  @Test
  void nextPermittedIsOnTheDebtorsClockAcrossAChangeOfIt() {
    Scene scene = new Scene();
    scene.permitted = List.of();
    scene.next =
        Map.of(
            Action.CALL, Instant.parse("2026-03-09T12:00:00Z"),
            Action.SMS, Instant.parse("2026-03-07T13:00:00.500Z"));

    List<ActionValue> actions = scene.byModel(PROBABILITIES).actions();

    assertEquals("2026-03-09T08:00-04:00[America/New_York]", actions.get(4).nextPermitted());
    assertEquals("2026-03-07T08:00:00.500-05:00[America/New_York]", actions.get(3).nextPermitted());
    assertNull(actions.get(2).nextPermitted());
  }

  @Test
  void nextPermittedIsNotToldWithoutAZone() {
    Scene scene = new Scene();
    scene.history = new Histories("acc-1");
    scene.permitted = List.of(Action.SMS);
    scene.next = Map.of(Action.CALL, Scene.AT.plusSeconds(86_400));

    assertNull(scene.byModel(PROBABILITIES).actions().get(4).nextPermitted());
  }

  @Test
  void costAndBurdenDecideSmallBalancesAndHardshipWeighsMore() {
    Scene small = new Scene();
    small.balanceMinor = 1_000;
    Scene middle = new Scene();
    middle.balanceMinor = 30_000;
    Scene hardship = new Scene();
    hardship.balanceMinor = 30_000;
    hardship.hardship = true;

    assertEquals(Basis.NO_GAIN, small.byModel(PROBABILITIES).basis());
    assertEquals(Action.NO_CONTACT, small.byModel(PROBABILITIES).action());
    assertEquals(Action.CALL, middle.byModel(PROBABILITIES).action());
    assertEquals(Action.SMS, hardship.byModel(PROBABILITIES).action());
  }

  @Test
  void ofEqualValuesTheLeastIntrusiveIsChosen() {
    Scene scene = new Scene().free();
    Scene contacts = new Scene().free();

    Choice none = scene.byModel(Scene.probabilities(0.2, 0.2, 0.2, 0.2, 0.2));
    Choice letter = contacts.byModel(Scene.probabilities(0.1, 0.2, 0.2, 0.2, 0.2));

    assertEquals(
        new Recommendation(Action.NO_CONTACT, Offer.NONE, null, null), none.recommendation());
    assertEquals(Basis.NO_GAIN, none.basis());
    assertEquals(Action.LETTER, letter.action());
  }

  /// A letter costs nothing and is worth (0.5 − 0.25) × 1,000 × 0.5 = 125 more than no contact.
  @ParameterizedTest
  @CsvSource({"0, RANKED", "124.999, RANKED", "125, RANKED", "125.001, NO_GAIN", "1000, NO_GAIN"})
  void aContactMustGainTheLeastGain(double least, Basis basis) {
    Scene scene = new Scene().free();
    scene.permitted = List.of(Action.LETTER);
    scene.balanceMinor = 1_000;
    scene.valueShare = 0.5;
    scene.minimumGainMinor = least;

    Choice choice = scene.byModel(Scene.probabilities(0.25, 0.5, 0, 0, 0));

    assertEquals(basis, choice.basis());
    assertEquals(basis == Basis.RANKED ? Action.LETTER : Action.NO_CONTACT, choice.action());
  }

  @ParameterizedTest
  @CsvSource({
    "0.85, 30, SELF_CURE",
    "0.9, 0, SELF_CURE",
    "0.8499999, 30, RANKED",
    "0.85, 31, RANKED"
  })
  void whoIsLikelyToPayIsLeftAlone(double probability, int daysPastDue, Basis basis) {
    Scene scene = new Scene();
    scene.selfCure = new Economics.SelfCure(0.85, 30);
    scene.exploration = new Economics.ExplorationRates("explore", 0, 0);
    scene.daysPastDue = daysPastDue;

    Choice choice = scene.byModel(Scene.probabilities(probability, 0, 0, 0, 1));

    assertEquals(basis, choice.basis());
    assertEquals(basis == Basis.RANKED ? Action.CALL : Action.NO_CONTACT, choice.action());
  }

  @Test
  void withoutAModelTheLadderDecidesAndNobodyCuresThemselves() {
    Scene scene = new Scene();
    scene.selfCure = new Economics.SelfCure(0.01, 10_000);
    Scene onlySms = new Scene();
    onlySms.permitted = List.of(Action.SMS);
    Scene early = new Scene();
    early.daysPastDue = 59;
    early.permitted = List.of(Action.CALL);

    Choice call = scene.byRules();

    assertEquals(Action.CALL, call.action());
    assertEquals(Basis.LADDER, call.basis());
    assertEquals(Offer.REMINDER, call.recommendation().offer());
    assertNull(call.actions().getFirst().probability());
    assertNull(call.actions().getFirst().expectedNetValueMinor());
    assertEquals(Action.SMS, onlySms.byRules().action());
    assertEquals(Action.NO_CONTACT, early.byRules().action());
    assertEquals(Basis.LADDER, early.byRules().basis());
  }

  @Test
  void whereNoPackCoversTheAccountNothingIsPermitted() {
    Scene scene = new Scene();
    scene.policy = Policy.none();
    scene.permitted = List.of();

    for (Choice choice : List.of(scene.byModel(PROBABILITIES), scene.byRules())) {
      assertEquals(Basis.NOTHING_PERMITTED, choice.basis());
      assertEquals(
          new Recommendation(Action.NO_CONTACT, Offer.NONE, null, null), choice.recommendation());
      assertEquals(1, choice.propensity());
      assertEquals(5, choice.actions().size());
      assertFalse(choice.heldOut());
    }
  }

  /// Each basis wins against all that come after it; taking its cause away gives the next.
  @Test
  void theBasesHaveAnOrder() {
    Scene scene = heldOut();
    String account = scene.history.state().accountId();
    scene.selfCure = new Economics.SelfCure(0.05, 1_000);
    scene.exploration = new Economics.ExplorationRates("explore", 1, 1);
    scene.permitted = List.of();
    List<Basis> bases = new ArrayList<>();
    scene.history.tell("2026-03-01T00:00:00Z", new AccountEvent.HardshipReported(account));
    Choice routed = scene.byModel(PROBABILITIES);
    bases.add(routed.basis());
    assertEquals(Offer.HARDSHIP_ROUTE, routed.recommendation().offer());
    assertTrue(routed.heldOut());

    Scene same = heldOut();
    scene.history = same.history;
    bases.add(scene.byModel(PROBABILITIES).basis());
    scene.permitted = Scene.CONTACTS;
    bases.add(scene.byModel(PROBABILITIES).basis());
    scene.holdout = new Economics.Holdout("hold", 0);
    bases.add(scene.byModel(PROBABILITIES).basis());
    bases.add(scene.byRules().basis());
    scene.selfCure = new Economics.SelfCure(1, 0);
    bases.add(scene.byModel(PROBABILITIES).basis());
    scene.exploration = new Economics.ExplorationRates("explore", 0, 0);
    bases.add(scene.byModel(PROBABILITIES).basis());
    bases.add(scene.byRules().basis());

    assertEquals(
        List.of(
            Basis.ROUTED,
            Basis.NOTHING_PERMITTED,
            Basis.HELD_OUT,
            Basis.SELF_CURE,
            Basis.EXPLORED,
            Basis.EXPLORED,
            Basis.RANKED,
            Basis.LADDER),
        bases);
  }

  @Test
  void whoIsRoutedHeldOutOrSelfCuringIsNeverExplored() {
    Scene routed = new Scene();
    routed.history.tell("2026-03-01T00:00:00Z", new AccountEvent.HardshipReported("acc-1"));
    Scene cured = new Scene();
    cured.selfCure = new Economics.SelfCure(0.05, 1_000);
    for (Scene scene : List.of(routed, heldOut(), cured)) {
      scene.exploration = new Economics.ExplorationRates("explore", 1, 1);
      Scene.ids(5)
          .limit(200)
          .forEach(
              id -> {
                scene.decisionId = id;
                Choice choice = scene.byModel(PROBABILITIES);
                assertEquals(Action.NO_CONTACT, choice.action());
                assertEquals(1, choice.propensity());
                assertFalse(choice.explored());
                assertEquals(1.0, choice.actions().getFirst().propensity());
              });
    }
  }

  @Test
  void aClosedAccountIsNotSentToPeople() {
    Scene scene = new Scene();
    scene.permitted = List.of();
    scene.history.tell("2026-02-01T00:00:00Z", new AccountEvent.HardshipReported("acc-1"));
    scene.history.tell("2026-02-02T00:00:00Z", new AccountEvent.Closed("acc-1", CloseReason.PAID));

    assertEquals(Basis.NOTHING_PERMITTED, scene.byModel(PROBABILITIES).basis());
  }

  /// 20,000 random verdicts, probabilities, balances and terms against the formula, worked out
  /// without any code of the chooser.
  @Test
  void theChoiceIsTheBruteForceMaximumAndNeverUnpermitted() {
    Random random = new Random(20_260_302);
    int explored = 0;
    for (int i = 0; i < 20_000; i++) {
      Scene scene = new Scene();
      scene.permitted = Scene.CONTACTS.stream().filter(_ -> random.nextInt(3) > 0).toList();
      scene.balanceMinor = random.nextInt(200_000);
      scene.daysPastDue = random.nextInt(200);
      scene.hardship = random.nextBoolean();
      scene.minimumGainMinor = random.nextInt(3) * 50;
      scene.exploration = new Economics.ExplorationRates("explore", 0.3, 0.3);
      scene.decisionId = new UUID(random.nextLong(), random.nextLong());
      scene.offers.put(
          Offer.PAYMENT_PLAN, new Economics.OfferTerms(30, 20_000, 1.1, 0.9, 12, 2_500L, null));
      scene.offers.put(
          Offer.SETTLEMENT, new Economics.OfferTerms(120, 50_000, 1.3, 0.75, null, null, 0.7));
      double[] p = random.doubles(5).toArray();

      Choice choice = scene.byModel(Scene.probabilities(p));

      if (scene.permitted.isEmpty()) {
        assertEquals(Basis.NOTHING_PERMITTED, choice.basis());
        continue;
      }
      Set<Action> allowed = EnumSet.of(Action.NO_CONTACT);
      allowed.addAll(scene.permitted);
      assertTrue(allowed.contains(choice.action()));
      Map<Action, Double> values = new EnumMap<>(Action.class);
      for (ActionValue value : choice.actions()) {
        double expected = bruteForce(scene, value.action(), p[value.action().ordinal()]);
        double told = Objects.requireNonNull(value.expectedNetValueMinor());
        assertEquals(expected, told, 1e-6);
        values.put(value.action(), told);
        assertEquals(allowed.contains(value.action()), value.permitted());
        assertEquals(
            allowed.contains(value.action()), Objects.requireNonNull(value.propensity()) > 0);
      }
      assertEquals(1, choice.actions().stream().mapToDouble(ActionValue::propensity).sum(), 1e-12);
      assertEquals(
          choice.propensity(), choice.actions().get(choice.action().ordinal()).propensity());
      explored += choice.explored() ? 1 : 0;
      if (!choice.explored()) {
        double nothing = Objects.requireNonNull(values.get(Action.NO_CONTACT));
        double best = scene.permitted.stream().mapToDouble(values::get).max().orElse(Double.NaN);
        boolean gains = best > nothing && best - nothing >= scene.minimumGainMinor;
        assertEquals(gains ? best : nothing, values.get(choice.action()));
        assertEquals(gains ? Basis.RANKED : Basis.NO_GAIN, choice.basis());
      } else {
        assertEquals(Basis.EXPLORED, choice.basis());
      }
    }
    assertTrue(explored > 5_000, "explored " + explored);
  }

  private static double bruteForce(Scene scene, Action action, double p) {
    Economics.ActionCost cost = Objects.requireNonNull(scene.costs.get(action));
    double spent = cost.cost() + (scene.hardship ? 4 : 1) * cost.burden();
    double worth = scene.balanceMinor * 0.1;
    double reminder = p * worth - spent;
    if (action == Action.NO_CONTACT) {
      return reminder;
    }
    boolean plan = scene.daysPastDue >= 30 && scene.balanceMinor >= 20_000;
    boolean settlement = scene.daysPastDue >= 120 && scene.balanceMinor >= 50_000;
    return Math.max(
        reminder,
        Math.max(
            plan ? Math.min(1, 1.1 * p) * worth * 0.9 - spent : reminder,
            settlement ? Math.min(1, 1.3 * p) * worth * 0.75 - spent : reminder));
  }

  @Test
  void explorationWithAModelAndWithoutOneHaveTheirOwnProbabilities() {
    Scene withModel = new Scene();
    withModel.exploration = new Economics.ExplorationRates("explore", 0, 1);
    Scene withRules = new Scene();
    withRules.exploration = new Economics.ExplorationRates("explore", 1, 0);

    assertEquals(Basis.EXPLORED, withModel.byModel(PROBABILITIES).basis());
    assertEquals(Basis.LADDER, withModel.byRules().basis());
    assertEquals(Basis.RANKED, withRules.byModel(PROBABILITIES).basis());
    assertEquals(Basis.EXPLORED, withRules.byRules().basis());
  }

  /// A call gains 0.3 × 10,000 − 300 − (0.1 × 10,000 − cost of waiting).
  @ParameterizedTest
  @CsvSource({"0, 0, 1000, 1700", "50, 20, 930, 1770"})
  void waitingHasItsCostToo(double cost, double burden, double nothing, double gain) {
    Scene scene = new Scene();
    scene.costs.put(Action.NO_CONTACT, new Economics.ActionCost(cost, burden));
    scene.minimumGainMinor = gain;

    Choice choice = scene.byModel(PROBABILITIES);
    scene.minimumGainMinor = gain + 0.001;

    assertEquals(nothing, choice.actions().getFirst().expectedNetValueMinor());
    assertEquals(Action.CALL, choice.action());
    assertEquals(Action.NO_CONTACT, scene.byModel(PROBABILITIES).action());
  }

  @Test
  void theSameDecisionIsMadeAgain() {
    Scene one = new Scene();
    Scene other = new Scene();
    one.exploration = new Economics.ExplorationRates("explore", 0.5, 0.5);
    other.exploration = one.exploration;
    Scene.ids(3)
        .limit(500)
        .forEach(
            id -> {
              one.decisionId = id;
              other.decisionId = id;
              assertEquals(one.byModel(PROBABILITIES), other.byModel(PROBABILITIES));
            });
  }

  @Test
  void aProbabilityMissingOrOutOfRangeIsRefused() {
    Map<Action, Double> bad = new EnumMap<>(PROBABILITIES);
    bad.put(Action.SMS, Double.NaN);

    assertThrows(IllegalArgumentException.class, () -> new Scene().byModel(Map.of()));
    assertThrows(IllegalArgumentException.class, () -> new Scene().byModel(bad));
  }
}
