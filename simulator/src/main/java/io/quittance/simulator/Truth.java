package io.quittance.simulator;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.vocabulary.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Remembers the true probability of every decision acted on, and what came of it.
final class Truth {

  /// Share of the balance that net payments must reach.
  static final double LABEL_SHARE = 0.05;

  private final List<Entry> entries = new ArrayList<>();

  /// @param probability of a positive label under the recommended action
  record Entry(
      UUID decisionId,
      SimulatedAccount account,
      int day,
      Action action,
      long balanceMinor,
      double probability) {

    boolean censored() {
      int end = day + PaymentHazard.HORIZON;
      return balanceMinor <= 0 || account.closedOn <= end || account.bankruptOn <= end;
    }

    boolean paid() {
      long net = account.netBetween(day, day + PaymentHazard.HORIZON - 1);
      return net >= LABEL_SHARE * balanceMinor;
    }
  }

  void record(DecisionMade decision, SimulatedAccount account, int day, double probability) {
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
  AucCeiling ceiling(int from, int to, int today) {
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
