package io.quittance.simulator.trial;

import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.simulator.behaviour.Harm;
import io.quittance.simulator.book.Population;
import io.quittance.simulator.truth.GroundTruth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Adds up the payments, costs and burdens of each debtor in a trial. Not thread-safe.
final class TrialLedger {

  private final TrialCosts costs;
  private final GroundTruth truth;
  private final Map<String, Entry> entries = new TreeMap<>();
  private final Map<Action, Long> contacts = new EnumMap<>(Action.class);

  private static final class Entry {
    private int household;
    private long collected;
    private double cost;
    private double burden;
    private int contacts;
    private int complaints;
    private int optOuts;
  }

  TrialLedger(TrialCosts costs, GroundTruth truth) {
    this.costs = costs;
    this.truth = truth;
  }

  void enters(String accountId, String debtorId) {
    int slot = Integer.parseInt(accountId.substring(1, accountId.indexOf('-')));
    entries.computeIfAbsent(debtorId, _ -> new Entry()).household = slot / Population.BLOCK;
  }

  /// Books an outcome. Account events cost and collect nothing.
  void book(AccountFact fact, Map<String, String> debtorOf) {
    if (fact instanceof Outcome outcome) {
      Entry entry =
          Objects.requireNonNull(
              entries.get(Objects.requireNonNull(debtorOf.get(outcome.accountId()))));
      book(outcome, entry);
    }
  }

  private void book(Outcome outcome, Entry entry) {
    switch (outcome) {
      case Outcome.PaymentReceived paid -> entry.collected += paid.amountMinor();
      case Outcome.PaymentReversed back -> entry.collected -= back.amountMinor();
      case Outcome.ContactAttempted attempt -> contact(attempt, entry);
      case Outcome.ComplaintRaised _ -> {
        entry.complaints++;
        entry.burden += Harm.COMPLAINT_MINOR;
      }
      case Outcome.OptedOut _, Outcome.ReplyReceived _ -> {
        entry.optOuts++;
        entry.burden += Harm.OPT_OUT_MINOR;
      }
      case Outcome.RightPartyContact _,
          Outcome.ThirdPersonContacted _,
          Outcome.PromiseMade _,
          Outcome.PromiseKept _,
          Outcome.PromiseBroken _,
          Outcome.InstalmentAssessed _ -> {}
    }
  }

  private void contact(Outcome.ContactAttempted attempt, Entry entry) {
    Action action = action(attempt.channel());
    entry.contacts++;
    entry.cost += costs.contactMinor(action);
    entry.burden += truth.harm(attempt.accountId(), attempt.channel()).distressMinor();
    contacts.merge(action, 1L, Long::sum);
  }

  TrialResult result(long decisions, long withdrawn, Map<String, Long> violations) {
    List<TrialResult.DebtorValue> debtors =
        entries.entrySet().stream().map(e -> value(e.getKey(), e.getValue())).toList();
    return new TrialResult(debtors, Map.copyOf(contacts), decisions, withdrawn, violations);
  }

  private TrialResult.DebtorValue value(String debtorId, Entry entry) {
    return new TrialResult.DebtorValue(
        debtorId,
        entry.household,
        entry.collected,
        entry.cost,
        entry.burden,
        entry.contacts,
        entry.complaints,
        entry.optOuts,
        costs.valueShare());
  }

  private static Action action(Channel channel) {
    return switch (channel) {
      case LETTER -> Action.LETTER;
      case EMAIL -> Action.EMAIL;
      case SMS -> Action.SMS;
      case CALL -> Action.CALL;
    };
  }
}
