package io.quittance.core.treatment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.pack.Economics;
import io.quittance.core.pack.Economics.ActionCost;
import io.quittance.core.pack.Economics.ExplorationRates;
import io.quittance.core.pack.Economics.Holdout;
import io.quittance.core.pack.Economics.OfferTerms;
import io.quittance.core.pack.Economics.ProposalRule;
import io.quittance.core.pack.Economics.Rung;
import io.quittance.core.pack.Economics.SelfCure;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The range of every number and the completeness of every table, each at its edge.
class EconomicsTest {

  private static final Map<ReviewKind, Offer> ROUTES =
      Map.of(
          ReviewKind.HARDSHIP, Offer.HARDSHIP_ROUTE,
          ReviewKind.VULNERABILITY, Offer.SPECIALIST,
          ReviewKind.SPECIALIST, Offer.HUMAN_REVIEW);

  private static void refused(String reason, Executable making) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, making);
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
  }

  private static void checked(boolean good, String reason, Executable making) throws Throwable {
    if (good) {
      making.execute();
    } else {
      refused(reason, making);
    }
  }

  private static Economics economics(Duration horizon, Duration minimumWindow) {
    return economics(horizon, minimumWindow, ROUTES);
  }

  private static Economics economics(
      Duration horizon, Duration minimumWindow, Map<ReviewKind, Offer> routes) {
    Economics like = new Scene().economics();
    return new Economics(
        new Economics.ContactTiming(horizon, minimumWindow),
        like.valuation(),
        like.exploration(),
        like.holdout(),
        like.selfCure(),
        routes,
        like.proposals(),
        like.ladder());
  }

  private static OfferTerms terms(
      int days,
      long balance,
      double response,
      double share,
      @Nullable Integer most,
      @Nullable Long least,
      @Nullable Double leastShare) {
    return new OfferTerms(days, balance, response, share, most, least, leastShare);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.001S, PT0S, true",
    "PT0S, PT0S, false",
    "PT-1S, PT0S, false",
    "P60D, PT1H, true",
    "P60DT0.001S, PT1H, false"
  })
  void theHorizonIsPositiveAndAtMostSixtyDays(Duration horizon, Duration window, boolean good)
      throws Throwable {
    checked(good, "horizon must be positive and at most 60 days", () -> economics(horizon, window));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, true", "PT-0.001S, false", "PT24H, true", "PT24H0.001S, false"})
  void theLeastWindowLiesWithinTheHorizon(Duration window, boolean good) throws Throwable {
    checked(good, "minimumWindow must lie between", () -> economics(Duration.ofHours(24), window));
  }

  @ParameterizedTest
  @CsvSource({"0, false", "0.001, true", "1, true", "1.001, false", "NaN, false"})
  void sharesLieAboveNothingUpToOne(double share, boolean good) throws Throwable {
    Scene scene = new Scene();
    scene.valueShare = share;

    checked(good, "valueShare must lie in (0, 1]", scene::economics);
    checked(good, "share must lie in (0, 1]", () -> terms(0, 0, 1, share, null, null, null));
    checked(good, "leastShare must lie in (0, 1]", () -> terms(0, 0, 1, 1, null, null, share));
    checked(good, "fromProbability must lie in (0, 1]", () -> new SelfCure(share, 0));
  }

  @ParameterizedTest
  @CsvSource({"0.999, false", "1, true", "1000, true", "1000.1, false", "NaN, false"})
  void hardshipMultipliesBurdensByOneToAThousand(double factor, boolean good) throws Throwable {
    Scene scene = new Scene();
    scene.hardshipBurdenFactor = factor;

    checked(good, "hardshipBurdenFactor must lie in [1, 1000]", scene::economics);
  }

  @ParameterizedTest
  @CsvSource({"-0.001, false", "0, true", "1e300, true", "Infinity, false", "NaN, false"})
  void theLeastGainIsAnAmount(double gain, boolean good) throws Throwable {
    Scene scene = new Scene();
    scene.minimumGainMinor = gain;

    checked(good, "minimumGainMinor must be 0 or more", scene::economics);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, true", "-1, 0, false", "0, -1, false", "NaN, 0, false", "0, NaN, false"})
  void costAndBurdenAreNothingOrMore(double cost, double burden, boolean good) throws Throwable {
    checked(good, "cost and burden must be 0 or more", () -> new ActionCost(cost, burden));
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void everyActionHasItsCost(Action action) {
    Scene scene = new Scene();
    ActionCost own = new ActionCost(3 + action.ordinal(), 1);
    scene.costs.put(action, own);

    assertEquals(own, scene.economics().valuation().cost(action));
    scene.costs.remove(action);
    refused("actions must give cost and burden of every action", scene::economics);
  }

  @Test
  void aTableWithoutAValueIsRefused() {
    Scene scene = new Scene();
    scene.costs = new EnumMap<>(scene.costs);
    scene.costs.replaceAll((action, cost) -> action == Action.SMS ? noCost() : cost);

    refused("a field is empty", scene::economics);
  }

  @SuppressWarnings("NullAway") // what a YAML key without a value is read as
  private static ActionCost noCost() {
    return null;
  }

  @Test
  void tablesAreCopiesThatNobodyChanges() {
    Scene scene = new Scene();
    Economics economics = scene.economics();
    scene.costs.clear();

    assertEquals(5, economics.valuation().actions().size());
    assertThrows(
        UnsupportedOperationException.class, () -> economics.valuation().actions().clear());
    assertThrows(UnsupportedOperationException.class, () -> economics.valuation().offers().clear());
    assertThrows(UnsupportedOperationException.class, () -> economics.routes().clear());
  }

  @ParameterizedTest
  @EnumSource(Offer.class)
  void onlyWhatAContactMaySayIsOffered(Offer offer) throws Throwable {
    Scene scene = new Scene();
    scene.offers.put(
        offer,
        switch (offer) {
          case PAYMENT_PLAN -> terms(0, 0, 1, 1, 2, 1L, null);
          case SETTLEMENT -> terms(0, 0, 1, 1, null, null, 1.0);
          case NONE, REMINDER, HARDSHIP_ROUTE, SPECIALIST, HUMAN_REVIEW ->
              terms(0, 0, 1, 1, null, null, null);
        });
    boolean said =
        offer == Offer.REMINDER || offer == Offer.PAYMENT_PLAN || offer == Offer.SETTLEMENT;

    checked(said, "offers must be a reminder and, optionally,", scene::economics);
    scene.offers.remove(Offer.REMINDER);
    refused("offers must be a reminder and, optionally,", scene::economics);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, true",
    "-1, 0, false",
    "0, -1, false",
    "1, 0, true",
    "0, 1, true",
    "-1, -1, false"
  })
  void latenessAndBalanceAreNothingOrMore(int days, long balance, boolean good) throws Throwable {
    String reason = "fromDaysPastDue and leastBalanceMinor must be 0 or more";

    checked(good, reason, () -> terms(days, balance, 1, 1, null, null, null));
    checked(good, reason, () -> new ProposalRule(ReviewKind.DEBT_SALE, days, balance, null));
  }

  @ParameterizedTest
  @CsvSource({"0, false", "0.001, true", "10, true", "10.001, false", "NaN, false"})
  void aResponseLiesAboveNothingUpToTen(double response, boolean good) throws Throwable {
    checked(good, "response must lie in (0, 10]", () -> terms(0, 0, response, 1, null, null, null));
  }

  @Test
  void aPlanHasTwoInstalmentsOfSomething() {
    assertNotNull(terms(0, 0, 1, 1, 2, 1L, null));
    refused("mostInstalments must be at least 2", () -> terms(0, 0, 1, 1, 1, 1L, null));
    refused("leastInstalmentMinor must be positive", () -> terms(0, 0, 1, 1, 2, 0L, null));
  }

  @Test
  void aSettlementMayAskForItsLeastShareButNotLess() {
    assertEquals(0.7, terms(0, 0, 1, 0.7, null, null, 0.7).leastShare());
    refused("leastShare must not exceed share", () -> terms(0, 0, 1, 0.7, null, null, 0.701));
  }

  /// Which terms belong to which offer: instalments to a plan, a least share to a settlement.
  @ParameterizedTest
  @CsvSource({
    "PAYMENT_PLAN, 12, 100, , true",
    "PAYMENT_PLAN, , 100, , false",
    "PAYMENT_PLAN, 12, , , false",
    "PAYMENT_PLAN, , , , false",
    "PAYMENT_PLAN, 12, 100, 0.5, false",
    "SETTLEMENT, , , 0.5, true",
    "SETTLEMENT, , , , false",
    "SETTLEMENT, 12, , 0.5, false",
    "SETTLEMENT, , 100, 0.5, false",
    "REMINDER, , , , true",
    "REMINDER, 12, 100, , false",
    "REMINDER, , , 0.5, false"
  })
  void eachOfferHasItsOwnTerms(
      Offer offer,
      @Nullable Integer most,
      @Nullable Long least,
      @Nullable Double share,
      boolean good)
      throws Throwable {
    Scene scene = new Scene();
    scene.offers.put(offer, terms(0, 0, 1, 1, most, least, share));

    checked(good, "no other offer may", scene::economics);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, true", "1, 0, false", "0, 1, false"})
  void aReminderIsPossibleForEveryAccount(int days, long balance, boolean good) throws Throwable {
    Scene scene = new Scene();
    scene.offers.put(Offer.REMINDER, terms(days, balance, 1, 1, null, null, null));

    checked(good, "a reminder must be possible at any balance and days past due", scene::economics);
  }

  @ParameterizedTest
  @CsvSource({"-0.001, false", "0, true", "1, true", "1.001, false", "NaN, false"})
  void probabilitiesLieBetweenNothingAndOne(double p, boolean good) throws Throwable {
    String exploration = "coldStart and model must lie in [0, 1]";

    checked(good, exploration, () -> new ExplorationRates("salt", p, 0.5));
    checked(good, exploration, () -> new ExplorationRates("salt", 0.5, p));
    checked(
        good,
        "mostProbability must lie in [0, 1]",
        () -> new ProposalRule(ReviewKind.PLAN_REFUSAL, 0, 0, p));
  }

  @ParameterizedTest
  @CsvSource({"-0.001, false", "0, true", "0.05, true", "0.0501, false", "NaN, false"})
  void atMostATwentiethIsHeldOut(double share, boolean good) throws Throwable {
    checked(good, "must lie in [0, 0.05]", () -> new Holdout("salt", share));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void aSaltIsNotBlank(String salt) {
    refused("salt must not be blank", () -> new ExplorationRates(salt, 0, 0));
    refused("salt must not be blank", () -> new Holdout(salt, 0));
  }

  @Test
  void theGroupAndTheDrawHaveDifferentSalts() {
    Scene scene = new Scene();
    scene.holdout = new Holdout(scene.exploration.salt(), 0);

    refused("holdout and exploration must have different salts", scene::economics);
  }

  @Test
  void selfCureEndsAtALatenessFromZeroOn() {
    assertEquals(0, new SelfCure(0.5, 0).untilDaysPastDue());
    refused("untilDaysPastDue must be 0 or more", () -> new SelfCure(0.5, -1));
  }

  @ParameterizedTest
  @EnumSource(ReviewKind.class)
  void whatOnlyPeopleDecideIsProposed(ReviewKind kind) throws Throwable {
    boolean good =
        kind == ReviewKind.LEGAL_REFERRAL
            || kind == ReviewKind.PLAN_REFUSAL
            || kind == ReviewKind.DEBT_SALE;

    checked(good, "the kind of a proposal must be", () -> new ProposalRule(kind, 0, 0, null));
  }

  @ParameterizedTest
  @EnumSource(Offer.class)
  void aRouteLeadsToPeople(Offer offer) throws Throwable {
    Map<ReviewKind, Offer> routes = new EnumMap<>(ROUTES);
    routes.put(ReviewKind.HARDSHIP, offer);
    boolean good =
        offer == Offer.HARDSHIP_ROUTE || offer == Offer.SPECIALIST || offer == Offer.HUMAN_REVIEW;

    checked(good, "routes must send", () -> routed(routes));
    routes.remove(ReviewKind.HARDSHIP);
    refused("routes must send", () -> routed(routes));
    routes.putAll(ROUTES);
    routes.put(ReviewKind.OVERRIDE, Offer.HUMAN_REVIEW);
    refused("routes must send", () -> routed(routes));
  }

  private static Economics routed(Map<ReviewKind, Offer> routes) {
    Economics economics = economics(Duration.ofHours(24), Duration.ZERO, routes);
    assertEquals(routes, economics.routes());
    return economics;
  }

  @Test
  void theLadderBeginsAtZeroAndRises() {
    List<Action> email = List.of(Action.EMAIL);
    List<List<Rung>> wrong =
        List.of(
            List.of(),
            List.of(new Rung(1, email)),
            List.of(new Rung(0, email), new Rung(0, email)),
            List.of(new Rung(0, email), new Rung(5, email), new Rung(4, email)));
    for (List<Rung> ladder : wrong) {
      Scene scene = new Scene();
      scene.ladder = ladder;
      refused("ladder must begin at 0 days past due and increase", scene::economics);
    }
  }

  /// Without a rung for it yet, the first holds.
  @ParameterizedTest
  @CsvSource({"-1, EMAIL", "0, EMAIL", "4, EMAIL", "5, SMS", "59, SMS", "60, CALL", "9999, CALL"})
  void aRungHoldsFromItsDayToTheNext(int daysPastDue, Action preferred) {
    Scene scene = new Scene();
    scene.ladder =
        List.of(
            new Rung(0, List.of(Action.EMAIL)),
            new Rung(5, List.of(Action.SMS)),
            new Rung(60, List.of(Action.CALL)));

    assertEquals(List.of(preferred), scene.economics().preferredActions(daysPastDue));
  }
}
