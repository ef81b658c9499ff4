package io.quittance.core.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.Action;
import io.quittance.core.event.Offer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NextBestActionTest {

  private static final PolicyPack PACK = PolicyPack.named("us-reg-f");
  private static final Instant AT = Instant.parse("2026-03-02T15:00:00Z");
  private static final Map<Action, Double> PROBABILITIES =
      Map.of(
          Action.NO_CONTACT, 0.10,
          Action.LETTER, 0.11,
          Action.EMAIL, 0.12,
          Action.SMS, 0.20,
          Action.CALL, 0.30);

  private static PolicyVerdict verdict(boolean hardship, Action... contacts) {
    TreeMap<Action, Optional<ContactWindow>> permitted = new TreeMap<>();
    permitted.put(Action.NO_CONTACT, Optional.empty());
    for (Action contact : contacts) {
      permitted.put(contact, Optional.of(new ContactWindow(AT, AT.plusSeconds(3_600))));
    }
    return new PolicyVerdict(permitted, List.of(), 70, hardship, new TreeMap<>());
  }

  /// A decision id that does not explore, so that the best shows.
  private static UUID calm() {
    return ids()
        .filter(id -> !NextBestAction.coldStart(Policy.of(PACK), verdict(false), id).explored())
        .findFirst()
        .orElseThrow();
  }

  private static Stream<UUID> ids() {
    Random random = new Random(11);
    return Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()));
  }

  @Test
  void thePermittedActionOfHighestExpectedNetValueIsChosen() {
    PolicyVerdict all = verdict(false, Action.LETTER, Action.EMAIL, Action.SMS, Action.CALL);

    Choice choice = NextBestAction.choose(Policy.of(PACK), all, 100_000, PROBABILITIES, calm());

    assertEquals(Action.CALL, choice.action());
    assertEquals(Offer.REMINDER, choice.offer());
    assertEquals(0.95 + 0.05 / 5, choice.propensity(), 1e-12);
    assertEquals(AT, choice.recommendation().notBefore());
    assertEquals(
        Double.valueOf(0.30 * 100_000 * 0.1 - 150 - 150),
        choice.actions().get(4).expectedNetValueMinor());
    assertEquals(5, choice.actions().size());
  }

  @Test
  void whatIsNotPermittedIsNotChosenButItsValueIsTold() {
    Choice choice =
        NextBestAction.choose(
            Policy.of(PACK), verdict(false, Action.SMS), 100_000, PROBABILITIES, calm());

    assertEquals(Action.SMS, choice.action());
    assertTrue(!choice.actions().get(4).permitted());
    assertNotNull(choice.actions().get(4).expectedNetValueMinor());
  }

  @Test
  void costAndBurdenDecideSmallBalancesAndHardshipWeighsMore() {
    PolicyVerdict usual = verdict(false, Action.SMS, Action.CALL);
    PolicyVerdict hardship = verdict(true, Action.SMS, Action.CALL);

    assertEquals(
        Action.NO_CONTACT,
        NextBestAction.choose(Policy.of(PACK), usual, 1_000, PROBABILITIES, calm()).action());
    assertEquals(
        Action.CALL,
        NextBestAction.choose(Policy.of(PACK), usual, 30_000, PROBABILITIES, calm()).action());
    assertEquals(
        Action.SMS,
        NextBestAction.choose(Policy.of(PACK), hardship, 30_000, PROBABILITIES, calm()).action());
  }

  @Test
  void ofEqualValuesTheLeastIntrusiveIsChosen() {
    PolicyPack free = withoutCosts();
    Map<Action, Double> equal = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      equal.put(action, 0.2);
    }

    Choice choice =
        NextBestAction.choose(
            Policy.of(free), verdict(false, Action.EMAIL, Action.CALL), 100_000, equal, calm());

    assertEquals(Action.NO_CONTACT, choice.action());
    assertNull(choice.window());
    assertEquals(Offer.NONE, choice.offer());
  }

  private static PolicyPack withoutCosts() {
    Map<Action, Economics.ActionCost> none = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      none.put(action, new Economics.ActionCost(0, 0));
    }
    Economics usual = PACK.requireEconomics();
    return new PolicyPack(
        PACK.sha256(),
        PACK.id(),
        PACK.version(),
        PACK.title(),
        PACK.jurisdictions(),
        PACK.effectiveFrom(),
        PACK.effectiveTo(),
        PACK.assumptions(),
        new Economics(
            usual.horizon(),
            usual.minimumWindow(),
            usual.valueShare(),
            usual.hardshipBurdenFactor(),
            usual.minimumGainMinor(),
            none,
            usual.offers(),
            usual.exploration(),
            usual.holdout(),
            usual.selfCure(),
            usual.routes(),
            usual.proposals(),
            usual.ladder()),
        PACK.rules());
  }

  @Test
  void withoutAModelTheLadderDecides() {
    Choice call =
        NextBestAction.coldStart(Policy.of(PACK), verdict(false, Action.SMS, Action.CALL), calm());
    Choice none = NextBestAction.coldStart(Policy.of(PACK), verdict(false), calm());

    assertEquals(Action.CALL, call.action());
    assertNull(call.actions().getFirst().probability());
    assertEquals(0.7 + 0.3 / 3, call.propensity(), 1e-12);
    assertEquals(Action.NO_CONTACT, none.action());
    assertEquals(1, none.propensity(), 1e-12);
  }

  @Test
  void actionsAreDrawnAsOftenAsTheirPropensitySays() {
    PolicyVerdict verdict = verdict(false, Action.EMAIL, Action.SMS, Action.CALL);
    int draws = 40_000;
    Map<Action, Integer> counts = new EnumMap<>(Action.class);
    Map<Action, Double> propensities = new EnumMap<>(Action.class);
    ids()
        .limit(draws)
        .forEach(
            id -> {
              Choice choice = NextBestAction.coldStart(Policy.of(PACK), verdict, id);
              counts.merge(choice.action(), 1, Integer::sum);
              propensities.put(choice.action(), choice.propensity());
            });

    assertEquals(4, counts.size());
    assertEquals(1, propensities.values().stream().mapToDouble(p -> p).sum(), 1e-12);
    propensities.forEach(
        (action, p) -> {
          double deviation = Math.sqrt(draws * p * (1 - p));
          assertEquals(draws * p, counts.getOrDefault(action, 0), 4 * deviation, action.wireName());
        });
  }

  @Test
  void theSameDecisionIsDrawnAgainAndThePacksDrawApart() {
    UUID id = UUID.fromString("cc59dec7-f88e-8601-835b-e2d20fc8cfe5");
    PolicyVerdict verdict = verdict(false, Action.EMAIL, Action.SMS, Action.CALL);
    PolicyPack other = PolicyPack.named("strict");

    assertEquals(
        NextBestAction.coldStart(Policy.of(PACK), verdict, id),
        NextBestAction.coldStart(Policy.of(PACK), verdict, id));
    long apart =
        ids()
            .limit(1_000)
            .filter(
                i ->
                    NextBestAction.coldStart(Policy.of(PACK), verdict, i).explored()
                        != NextBestAction.coldStart(Policy.of(other), verdict, i).explored())
            .count();
    assertTrue(apart > 300 && apart < 540, "apart " + apart);
  }

  @Test
  void aProbabilityMissingOrOutOfRangeIsRefused() {
    PolicyVerdict verdict = verdict(false);
    Map<Action, Double> bad = new EnumMap<>(PROBABILITIES);
    bad.put(Action.SMS, Double.NaN);

    assertThrows(
        IllegalArgumentException.class,
        () -> NextBestAction.choose(Policy.of(PACK), verdict, 1, Map.of(), calm()));
    assertThrows(
        IllegalArgumentException.class,
        () -> NextBestAction.choose(Policy.of(PACK), verdict, 1, bad, calm()));
  }
}
