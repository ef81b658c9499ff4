package io.quittance.simulator;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.simulator.record.SimulatedRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Answers each deciding event with the action that a function chooses, without checking the law.
final class RandomPlatform {

  private final BiFunction<SimulatedRecord, Instant, Action> choice;
  private final Map<String, Long> balances = new HashMap<>();

  RandomPlatform(BiFunction<SimulatedRecord, Instant, Action> choice) {
    this.choice = choice;
  }

  /// Chooses every action equally often, by a hash of the decision id.
  static RandomPlatform uniform() {
    return new RandomPlatform(
        (record, _) -> {
          int hash = record.envelope().identity().decisionId().hashCode();
          return Action.values()[Math.floorMod(hash, Action.values().length)];
        });
  }

  Map<String, DecisionMade> decide(List<SimulatedRecord> events) {
    Map<String, DecisionMade> decisions = new HashMap<>();
    for (SimulatedRecord record : events) {
      switch (EventCodec.accountEvent(record.envelope().type(), record.data())) {
        case AccountEvent.Placed placed ->
            balances.put(placed.accountId(), placed.snapshot().balanceMinor());
        case AccountEvent.Updated updated ->
            balances.put(updated.accountId(), updated.snapshot().balanceMinor());
        case AccountEvent _ -> {}
      }
      if (record.deciding()) {
        decisions.put(record.accountId(), decision(record));
      }
    }
    return decisions;
  }

  void observe(List<SimulatedRecord> outcomes) {
    for (SimulatedRecord record : outcomes) {
      switch (EventCodec.outcome(record.envelope().type(), record.data())) {
        case Outcome.PaymentReceived paid ->
            balances.merge(paid.accountId(), -paid.amountMinor(), Long::sum);
        case Outcome.PaymentReversed back ->
            balances.merge(back.accountId(), back.amountMinor(), Long::sum);
        case Outcome _ -> {}
      }
    }
  }

  private DecisionMade decision(SimulatedRecord record) {
    Instant at = record.envelope().time();
    Action action = choice.apply(record, at);
    return new DecisionMade(
        record.envelope().identity().decisionId(),
        new DecisionMade.Subject("default", record.accountId(), null),
        new DecisionMade.Trigger("test", "test", record.envelope().type()),
        at,
        null,
        new DecisionMade.FeatureSnapshot(new TreeMap<>(), new TreeMap<>()),
        new DecisionMade.Debt(balances.getOrDefault(record.accountId(), 0L), "USD"),
        null,
        List.of(),
        new DecisionMade.Recommendation(
            action, Offer.REMINDER, at.plusSeconds(10 * 3_600), at.plusSeconds(20 * 3_600)),
        new DecisionMade.Selection(0.2, true, null, null),
        new DecisionMade.RulesApplied(
            new DecisionMade.PolicyUsed("test", "1", "00", List.of()),
            "test",
            List.of(),
            List.of()));
  }
}
