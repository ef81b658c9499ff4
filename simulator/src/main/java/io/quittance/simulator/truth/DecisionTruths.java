package io.quittance.simulator.truth;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.vocabulary.Action;
import io.quittance.simulator.behaviour.PaymentHazard;
import io.quittance.simulator.book.SimulatedAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Records the true probability of every decision acted on and evaluates it against the outcome.
/// Not thread-safe.
public final class DecisionTruths {

  private final List<Entry> entries = new ArrayList<>();

  /// @param probability true probability of a positive label under the recommended action
  record Entry(
      UUID decisionId,
      SimulatedAccount account,
      int day,
      Action action,
      long balanceMinor,
      double probability) {

    boolean censored() {
      int end = day + PaymentHazard.HORIZON;
      return balanceMinor <= 0 || account.closedOn() <= end || account.bankruptOn() <= end;
    }

    boolean paid() {
      long net = account.netBetween(day, day + PaymentHazard.HORIZON - 1);
      return net >= PaymentHazard.LABEL_SHARE * balanceMinor;
    }
  }

  public void record(DecisionMade decision, SimulatedAccount account, int day, double probability) {
    entries.add(
        new Entry(
            decision.decisionId(),
            account,
            day,
            decision.recommended().action(),
            decision.debt().balanceMinor(),
            probability));
  }

  /// @param today the last day whose outcomes are known
  public AucCeiling ceiling(int from, int to, int today) {
    List<Entry> mature =
        entries.stream()
            .filter(entry -> entry.day() >= from && entry.day() < to)
            .filter(entry -> entry.day() + PaymentHazard.HORIZON <= today + 1)
            .filter(entry -> !entry.censored())
            .toList();
    double[] probabilities = mature.stream().mapToDouble(Entry::probability).toArray();
    boolean[] labels = new boolean[mature.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = mature.get(i).paid();
    }
    return AucCeiling.of(from, to, probabilities, labels);
  }
}
