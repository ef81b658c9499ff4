package io.quittance.e2e.bench;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.core.treatment.Choice;
import io.quittance.core.treatment.ChoiceInput;
import io.quittance.core.treatment.NextBestAction;
import io.quittance.core.vocabulary.Action;
import io.quittance.simulator.Simulation;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.SimulationConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// Accounts of a simulated portfolio at the time of a decision, with their debtors' other accounts.
/// The rules have treated the portfolio for four weeks.
final class SimulatedDebtors {

  /// The inputs of a decision.
  ///
  /// @param probabilities invented probabilities of payment, which contact raises
  record Subject(
      DebtorContext context,
      Instant at,
      long balanceMinor,
      UUID decisionId,
      Map<Action, Double> probabilities) {}

  private static final int ACCOUNTS = 2_000;
  private static final int DAYS = 42;
  private static final int KEPT_FROM = 28;
  private static final long SEED = 20_260_105;

  private final PolicyCatalogue book;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Map<String, AccountState> states = new HashMap<>();
  private final Map<String, TreeSet<String>> accountsOf = new HashMap<>();
  private final List<Subject> subjects = new ArrayList<>();

  private SimulatedDebtors(PolicyCatalogue book) {
    this.book = book;
  }

  /// Returns the inputs of all decisions in their order; the same for every call.
  static List<Subject> simulated(PolicyCatalogue book) {
    SimulatedDebtors debtors = new SimulatedDebtors(book);
    Simulation simulation = Simulation.create(SimulationConfig.of(ACCOUNTS, DAYS, SEED));
    simulation.history().forEach(debtors::fold);
    for (int day = 0; day < DAYS; day++) {
      Map<String, DecisionMade> decisions = new HashMap<>();
      for (SimulatedRecord told : simulation.accountEvents(day)) {
        debtors.fold(told);
        if (told.deciding()) {
          Subject subject = debtors.subject(told);
          decisions.put(told.accountId(), debtors.decided(subject, told));
          if (day >= KEPT_FROM) {
            debtors.subjects.add(subject);
          }
        }
      }
      simulation.outcomes(day, decisions).forEach(debtors::fold);
    }
    return debtors.subjects;
  }

  private void fold(SimulatedRecord told) {
    AccountState state =
        states.getOrDefault(told.accountId(), AccountState.empty("default", told.accountId()));
    AccountState after =
        state
            .apply(told.envelope(), EventCodec.accountFact(told.envelope().type(), told.data()))
            .state();
    states.put(told.accountId(), after);
    String debtor = after.debtorId();
    if (debtor != null) {
      accountsOf.computeIfAbsent(debtor, _ -> new TreeSet<>()).add(told.accountId());
    }
  }

  private Subject subject(SimulatedRecord told) {
    AccountState account = Objects.requireNonNull(states.get(told.accountId()));
    List<AccountState> all = new ArrayList<>();
    String debtor = account.debtorId();
    if (debtor != null) {
      for (String id : accountsOf.getOrDefault(debtor, new TreeSet<>())) {
        all.add(Objects.requireNonNull(states.get(id)));
      }
    }
    Instant at = told.envelope().time();
    Long balance = account.view(at).balanceMinor();
    return new Subject(
        DebtorContext.of(account, all),
        account.newestFact() != null && account.newestFact().isAfter(at)
            ? account.newestFact()
            : at,
        balance == null ? 0 : balance,
        told.envelope().identity().decisionId(),
        probabilities());
  }

  private Map<Action, Double> probabilities() {
    double own = random.nextDouble() * random.nextDouble();
    Map<Action, Double> probabilities = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      probabilities.put(action, Math.min(1, own + 0.02 * action.ordinal() * random.nextDouble()));
    }
    return probabilities;
  }

  /// Returns what the rules alone recommend, as a decision with the parts that the simulator reads.
  private DecisionMade decided(Subject subject, SimulatedRecord told) {
    Policy policy = book.at(subject.context(), subject.at());
    Choice choice =
        NextBestAction.coldStart(
            new ChoiceInput(
                policy,
                subject.context(),
                ContactPolicy.evaluate(policy, subject.context(), subject.at()),
                subject.at(),
                subject.balanceMinor(),
                subject.decisionId()));
    return new DecisionMade(
        subject.decisionId(),
        new DecisionMade.Subject("default", told.accountId(), null),
        new DecisionMade.Trigger("bench", "bench", told.envelope().type()),
        told.envelope().time(),
        null,
        new DecisionMade.FeatureSnapshot(new TreeMap<>(), new TreeMap<>()),
        new DecisionMade.Debt(subject.balanceMinor(), null),
        null,
        choice.actions(),
        choice.recommendation(),
        new DecisionMade.Selection(
            choice.propensity(), choice.explored(), choice.basis(), choice.heldOut()),
        new DecisionMade.RulesApplied(policy.used(), "bench", List.of(), choice.proposals()));
  }
}
