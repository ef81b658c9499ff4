package io.quittance.core.contact;

import io.quittance.core.debtor.DebtorFacts;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The rules of the packs of a policy by the time in which they are in force. Immutable.
final class RuleTable {

  /// A rule and the place of its pack in the policy.
  record PackRule(Rule rule, int packIndex) {}

  /// The rules of a time in which no rule comes into force or goes out of it.
  ///
  /// @param periodsFrom inclusive
  /// @param to exclusive
  record Period(Instant from, Instant to, List<PackRule> rules) {}

  private final List<Period> periods;
  private final Instant knownFrom;
  private final Instant knownUntil;
  private final Duration horizon;
  private final Duration minimumWindow;
  private final LawDays days;

  /// @param packs the base first; none when nothing covers the account
  /// @param changesAt when other packs take over, null when none is known to
  RuleTable(List<PolicyPack> packs, @Nullable Instant changesAt, LawDays days) {
    this.days = days;
    Instant from = packs.isEmpty() ? Instant.MAX : Instant.MIN;
    Instant until = changesAt == null ? Instant.MAX : changesAt;
    for (PolicyPack pack : packs) {
      from = DebtorFacts.later(from, days.start(pack.effectiveFrom()));
      Instant to = days.end(pack.effectiveTo());
      until = until.isBefore(to) ? until : to;
    }
    knownFrom = from;
    knownUntil = until;
    horizon =
        packs.isEmpty() ? Duration.ZERO : packs.getFirst().requireEconomics().timing().horizon();
    minimumWindow =
        packs.isEmpty()
            ? Duration.ZERO
            : packs.getFirst().requireEconomics().timing().minimumWindow();
    periods = periods(packs);
  }

  private List<Period> periods(List<PolicyPack> packs) {
    TreeSet<Instant> changes = new TreeSet<>();
    changes.add(Instant.MIN);
    changes.add(Instant.MAX);
    for (PolicyPack pack : packs) {
      for (Rule rule : pack.rules()) {
        changes.add(start(rule));
        changes.add(end(rule));
      }
    }
    List<Period> built = new ArrayList<>();
    Instant from = changes.removeFirst();
    for (Instant to : changes) {
      built.add(new Period(from, to, inForce(packs, from)));
      from = to;
    }
    return List.copyOf(built);
  }

  private List<PackRule> inForce(List<PolicyPack> packs, Instant at) {
    List<PackRule> entries = new ArrayList<>();
    for (int pack = 0; pack < packs.size(); pack++) {
      for (Rule rule : packs.get(pack).rules()) {
        if (!at.isBefore(start(rule)) && at.isBefore(end(rule))) {
          entries.add(new PackRule(rule, pack));
        }
      }
    }
    return List.copyOf(entries);
  }

  private Instant start(Rule rule) {
    return days.start(rule.from());
  }

  /// When a rule goes out of force; [Instant#MAX] when that is not known.
  Instant end(Rule rule) {
    return days.end(rule.to());
  }

  /// Whether all packs are in force.
  boolean inForce(Instant at) {
    return !at.isBefore(knownFrom) && at.isBefore(knownUntil);
  }

  /// When a pack goes out of force or others take over: what binds from then on is not in this
  /// table.
  Instant knownUntil() {
    return knownUntil;
  }

  /// Within which the window of a contact must begin; it also bounds its length.
  Duration horizon() {
    return horizon;
  }

  /// Shorter windows are passed over.
  Duration minimumWindow() {
    return minimumWindow;
  }

  /// The periods from the one that holds an instant on.
  List<Period> periodsFrom(Instant at) {
    int first = 0;
    while (!at.isBefore(periods.get(first).to())) {
      first++;
    }
    return periods.subList(first, periods.size());
  }
}
