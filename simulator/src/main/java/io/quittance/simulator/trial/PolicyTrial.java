package io.quittance.simulator.trial;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.DecisionMade;
import io.quittance.simulator.Simulation;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.SimulationConfig;
import io.quittance.simulator.truth.AccountTruth;
import io.quittance.simulator.truth.GroundTruth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// Plays a policy on a simulated book, in this process and without any service, and measures its
/// value. Policies tried with equal configurations face the same debtors, facts and random draws.
///
/// Not thread-safe.
public final class PolicyTrial {

  private static final DecisionMade.PolicyUsed TRIED =
      new DecisionMade.PolicyUsed("trial", "0", "0".repeat(64), List.of());

  private final Simulation simulation;
  private final TrialPolicy policy;
  private final Map<String, AccountState> states = new HashMap<>();
  private final Map<String, List<String>> accountsOf = new HashMap<>();
  private final Map<String, String> debtorOf = new HashMap<>();
  private final TrialLedger ledger;
  private long decisions;

  private PolicyTrial(
      SimulationConfig config, TrialCosts costs, Function<GroundTruth, TrialPolicy> policy) {
    this.simulation = Simulation.create(config);
    this.policy = policy.apply(simulation.truth());
    this.ledger = new TrialLedger(costs, simulation.truth());
  }

  /// Plays all days of a configuration.
  ///
  /// @param policy creates the policy for this trial; only an oracle may use the truth it is given
  public static TrialResult play(
      SimulationConfig config, TrialCosts costs, Function<GroundTruth, TrialPolicy> policy) {
    return new PolicyTrial(config, costs, policy).play();
  }

  private TrialResult play() {
    simulation.history().forEach(this::fold);
    for (int day = 0; day < simulation.config().days(); day++) {
      Map<String, DecisionMade> latest = new LinkedHashMap<>();
      for (SimulatedRecord record : simulation.accountEvents(day)) {
        fold(record);
        if (record.deciding()) {
          latest.put(record.accountId(), decide(record));
        }
      }
      for (SimulatedRecord record : simulation.outcomes(day, latest)) {
        ledger.book(fold(record), debtorOf);
      }
    }
    return ledger.result(decisions, simulation.withdrawn(), simulation.audit().violationsByRule());
  }

  private AccountFact fold(SimulatedRecord record) {
    AccountState known =
        states.computeIfAbsent(
            record.accountId(),
            id -> AccountState.empty(record.envelope().identity().tenant(), id));
    AccountFact fact = record.fact();
    if (fact instanceof AccountEvent.Placed placed) {
      enters(placed);
    }
    states.put(record.accountId(), known.apply(record.envelope(), fact).state());
    return fact;
  }

  private void enters(AccountEvent.Placed placed) {
    debtorOf.put(placed.accountId(), placed.debtorId());
    List<String> accounts = accountsOf.computeIfAbsent(placed.debtorId(), _ -> new ArrayList<>());
    if (!accounts.contains(placed.accountId())) {
      accounts.add(placed.accountId());
    }
    ledger.enters(placed.accountId(), placed.debtorId());
  }

  private DecisionMade decide(SimulatedRecord record) {
    decisions++;
    AccountState state = Objects.requireNonNull(states.get(record.accountId()));
    String debtor = Objects.requireNonNull(debtorOf.get(record.accountId()));
    List<AccountState> others =
        Objects.requireNonNull(accountsOf.get(debtor)).stream()
            .map(id -> Objects.requireNonNull(states.get(id)))
            .toList();
    DebtorContext context = DebtorContext.of(state, others);
    var id = record.envelope().identity().decisionId();
    var at = record.envelope().time();
    DecisionMade.Recommendation recommended = policy.decide(context, at, id);
    long balance =
        simulation.truth().of(record.accountId()).map(AccountTruth::balanceMinor).orElse(0L);
    return decision(record, recommended, balance);
  }

  private static DecisionMade decision(
      SimulatedRecord record, DecisionMade.Recommendation recommended, long balanceMinor) {
    return new DecisionMade(
        record.envelope().identity().decisionId(),
        new DecisionMade.Subject(record.envelope().identity().tenant(), record.accountId(), null),
        new DecisionMade.Trigger(
            record.envelope().identity().source(),
            record.envelope().identity().id(),
            record.envelope().type()),
        record.envelope().time(),
        null,
        new DecisionMade.FeatureSnapshot(
            Collections.emptySortedMap(), Collections.emptySortedMap()),
        new DecisionMade.Debt(balanceMinor, null),
        null,
        List.of(),
        recommended,
        new DecisionMade.Selection(1, false, null, null),
        new DecisionMade.RulesApplied(TRIED, "", List.of(), List.of()));
  }
}
