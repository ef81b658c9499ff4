package io.quittance.core.contact;

import io.quittance.core.debtor.Instants;
import io.quittance.core.debtor.NumberChecks;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ContactedPerson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The rules of a policy's packs, by the period in which they are in force. Immutable.
final class RuleTable {

  /// A rule and the position of its pack in the policy.
  ///
  /// @param actions contacts that the rule may restrict, for whatever place
  /// @param byPlace whether it restricts some places and not others
  /// @param toDebtor whether it restricts contacts with the debtor
  record PackRule(
      Rule rule, int packIndex, Set<Action> actions, boolean byPlace, boolean toDebtor) {

    static PackRule of(Rule rule, int packIndex) {
      Set<Action> actions = EnumSet.noneOf(Action.class);
      for (Action action : rule.actions()) {
        if (action != Action.NO_CONTACT
            && ProposedContact.of(action, null, new NumberChecks.Choice.Unknown())
                .isSubjectTo(rule.limit())) {
          actions.add(action);
        }
      }
      boolean byPlace =
          switch (rule.limit()) {
            case FrequencyLimit.AttemptCap l -> !l.places().isEmpty();
            case FrequencyLimit.ContactCap l -> !l.places().isEmpty();
            default -> false;
          };
      return new PackRule(
          rule, packIndex, actions, byPlace, rule.persons().contains(ContactedPerson.DEBTOR));
    }

    /// Returns whether the rule restricts a contact.
    boolean restricts(ProposedContact contact) {
      ThirdPerson other = contact.other();
      return actions.contains(contact.action())
          && (other == null ? toDebtor : rule.persons().contains(other.relation()))
          && (!byPlace || contact.isSubjectTo(rule.limit()));
    }
  }

  /// A period during which no rule comes into force or goes out of force.
  ///
  /// @param from beginning, inclusive
  /// @param to end, exclusive
  /// @param rules the rules in force
  record Period(Instant from, Instant to, List<PackRule> rules) {}

  private final List<Period> periods;
  private final Instant knownFrom;
  private final Instant knownUntil;
  private final Duration horizon;
  private final Duration minimumWindow;
  private final LawDays days;

  /// @param packs base pack first; empty when nothing covers the account
  /// @param changesAt when other packs take over, null when no replacement is known
  RuleTable(List<PolicyPack> packs, @Nullable Instant changesAt, LawDays days) {
    this.days = days;
    Instant from = packs.isEmpty() ? Instant.MAX : Instant.MIN;
    Instant until = changesAt == null ? Instant.MAX : changesAt;
    for (PolicyPack pack : packs) {
      from = Instants.later(from, days.start(pack.effectiveFrom()));
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
          entries.add(PackRule.of(rule, pack));
        }
      }
    }
    return List.copyOf(entries);
  }

  private Instant start(Rule rule) {
    return days.start(rule.from());
  }

  /// Returns when a rule goes out of force; [Instant#MAX] when unknown.
  Instant end(Rule rule) {
    return days.end(rule.to());
  }

  /// Returns whether all packs are in force.
  boolean inForce(Instant at) {
    return !at.isBefore(knownFrom) && at.isBefore(knownUntil);
  }

  /// Returns when a pack goes out of force or other packs take over. This table says nothing about
  /// later instants.
  Instant knownUntil() {
    return knownUntil;
  }

  /// Returns the period in which a contact's window must begin; also the greatest length of a
  /// window.
  Duration horizon() {
    return horizon;
  }

  /// Returns the least length of a window.
  Duration minimumWindow() {
    return minimumWindow;
  }

  /// Returns the periods from the one that contains an instant onwards.
  List<Period> periodsFrom(Instant at) {
    int first = 0;
    while (!at.isBefore(periods.get(first).to())) {
      first++;
    }
    return periods.subList(first, periods.size());
  }
}
