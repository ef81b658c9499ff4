package io.quittance.simulator.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.simulator.scenario.SimulationConfig;
import io.quittance.simulator.truth.AccountTruth;
import io.quittance.simulator.truth.GroundTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PolicyTrialTest {

  private static final SimulationConfig CONFIG = SimulationConfig.of(600, 60, 7);

  @Test
  void anOracleBeatsCallingEverybodyAndDoingNothing() {
    TrialResult nothing = play(_ -> (_, at, _) -> contact(Action.NO_CONTACT, at));
    TrialResult calls = play(_ -> (_, at, _) -> contact(Action.CALL, at));
    TrialResult oracle =
        play(truth -> (context, at, _) -> best(truth, context.account().accountId(), at));

    assertEquals(Map.of(), nothing.contacts());
    assertEquals(Map.of(), nothing.violations());
    assertTrue(calls.contacts().getOrDefault(Action.CALL, 0L) > 1_000, calls.contacts().toString());
    assertTrue(oracle.netMinor() > nothing.netMinor());
    assertTrue(oracle.netMinor() > calls.netMinor());
    assertTrue(calls.complaints() > oracle.complaints());
    assertTrue(calls.violations().containsKey("HC08"), "calls to debtors who refused them");
  }

  @Test
  void equalTrialsGiveEqualResultsWithConsistentSums() {
    TrialResult first = play(_ -> (_, at, _) -> contact(Action.SMS, at));
    TrialResult second = play(_ -> (_, at, _) -> contact(Action.SMS, at));
    assertEquals(first, second);
    double byHousehold = 0;
    for (double net : first.netByHousehold(CONFIG.accounts())) {
      byHousehold += net;
    }
    assertEquals(first.netMinor(), byHousehold, 1e-6);
    assertEquals(
        first.debtors().stream().mapToLong(TrialResult.DebtorValue::contacts).sum(),
        first.contacts().values().stream().mapToLong(Long::longValue).sum());
  }

  /// The policy sees the account with the event that asks, and no later fact.
  @Test
  void aPolicySeesKnownFactsAndNoFutureOnes() {
    List<String> wrong = new ArrayList<>();
    TrialResult result =
        play(
            _ ->
                (context, at, _) -> {
                  var view = context.account().view(at);
                  if (!view.isPlaced()
                      || !context.account().view(at.plusSeconds(86_400 * 30)).isPlaced()
                      || view.balanceMinor() == null) {
                    wrong.add(context.account().accountId());
                  }
                  Long known = view.balanceMinor();
                  Long later = context.account().view(at.plusSeconds(86_400 * 30)).balanceMinor();
                  if (known != null && !known.equals(later)) {
                    wrong.add(context.account().accountId());
                  }
                  return contact(Action.NO_CONTACT, at);
                });
    assertEquals(List.of(), wrong);
    assertTrue(result.decisions() > 4_000, "decisions " + result.decisions());
  }

  private static TrialResult play(Function<GroundTruth, TrialPolicy> policy) {
    return PolicyTrial.play(CONFIG, TrialCosts.STANDARD, policy);
  }

  private static Recommendation best(GroundTruth truth, String accountId, Instant at) {
    Optional<AccountTruth> open = truth.of(accountId);
    if (open.isEmpty()) {
      return contact(Action.NO_CONTACT, at);
    }
    AccountTruth account = open.get();
    Treatment best = Treatment.NONE;
    double most = TrialCosts.STANDARD.valueShare() * account.collectedMinor(best);
    for (Action action : Action.values()) {
      Treatment treatment = Treatment.of(action, Offer.REMINDER);
      double value =
          TrialCosts.STANDARD.valueShare() * account.collectedMinor(treatment)
              - 4 * TrialCosts.STANDARD.contactMinor(action)
              - 4 * account.harm(treatment).welfareMinor();
      if (value > most) {
        most = value;
        best = treatment;
      }
    }
    return contact(best.action(), at);
  }

  private static Recommendation contact(Action action, Instant at) {
    return action == Action.NO_CONTACT
        ? new Recommendation(action, Offer.NONE, null, null)
        : new Recommendation(action, Offer.REMINDER, at, at.plusSeconds(86_400));
  }
}
