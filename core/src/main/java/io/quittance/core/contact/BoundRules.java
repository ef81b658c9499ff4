package io.quittance.core.contact;

import io.quittance.core.debtor.ContactLedger;
import io.quittance.core.debtor.DebtorFacts;
import io.quittance.core.debtor.LocalClock;
import io.quittance.core.debtor.LocalHours;
import io.quittance.core.debtor.LocalWeek;
import io.quittance.core.debtor.TimeRule;
import io.quittance.core.pack.Limit;
import io.quittance.core.pack.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules of a period that bind an account, and what they amount to for its debtor.
final class BoundRules {

  /// A rule of time.
  record Timed(Rule rule, TimeRule time) {}

  private final DebtorFacts facts;
  private final List<RuleTable.Entry> entries = new ArrayList<>();
  private final List<@Nullable TimeRule> times = new ArrayList<>();

  BoundRules(RuleTable.Period period, DebtorFacts facts) {
    this.facts = facts;
    for (RuleTable.Entry entry : period.rules()) {
      if (entry.rule().binds(facts.actor(), facts.jurisdiction())) {
        entries.add(entry);
      }
    }
    for (RuleTable.Entry entry : entries) {
      times.add(time(entry));
    }
  }

  /// The rules in the order of the packs.
  List<RuleTable.Entry> entries() {
    return entries;
  }

  /// The rules that block a contact whatever the time.
  List<Rule> statuses(Contact contact) {
    List<Rule> blocking = new ArrayList<>();
    for (RuleTable.Entry entry : entries) {
      Rule rule = entry.rule();
      if (asks(rule, contact) && StatusRule.blocks(rule.limit(), contact, facts)) {
        blocking.add(rule);
      }
    }
    return blocking;
  }

  /// The rules of time that restrict a contact.
  List<Timed> times(Contact contact) {
    List<Timed> restricting = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Rule rule = entries.get(i).rule();
      TimeRule time =
          rule.limit() instanceof Limit.CheckedNumber l ? checked(l, contact) : times.get(i);
      if (time != null && asks(rule, contact)) {
        restricting.add(new Timed(rule, time));
      }
    }
    return restricting;
  }

  private static boolean asks(Rule rule, Contact contact) {
    return rule.actions().contains(contact.action()) && contact.concernedBy(rule.limit());
  }

  private @Nullable TimeRule checked(Limit.CheckedNumber limit, Contact contact) {
    Instant checked = facts.checked(contact.channel());
    return checked == null ? null : new TimeRule.Before(checked.plus(limit.within()));
  }

  /// What a limit amounts to whatever the contact; null for limits that time does not satisfy and
  /// for those that restrict nothing as things are.
  private @Nullable TimeRule time(RuleTable.Entry entry) {
    return switch (entry.rule().limit()) {
      case Limit.QuietHours l -> new LocalHours(l.opens(), l.closes(), facts.zones());
      case Limit.Inconvenient _ ->
          facts.inconvenientTimes().isEmpty()
              ? null
              : new LocalWeek(facts.inconvenientTimes(), facts.zones());
      case Limit.AttemptCap l -> cap(l, entry.pack());
      case Limit.AfterConversation l -> pause(l, entry.pack());
      case Limit.Cadence l -> spacing(l, entry.pack());
      case Limit.Moratorium l -> new TimeRule.NotBefore(facts.breathingSpaceEnds(l));
      case Limit.NotCounted _, Limit.CountingScope _, Limit.CheckedNumber _ -> null;
      case Limit.RefusedChannel _, Limit.StopStatus _, Limit.Workplace _ -> null;
      case Limit.ValidationAndDispute _, Limit.TimeBarred _, Limit.RevokedConsent _ -> null;
      case Limit.TailoredRoute _, Limit.HumanDecision _, Limit.UnknownInput _ -> null;
    };
  }

  /// Fewer than `max` attempts after `from` − window: so many that the oldest of the last `max` is
  /// out of the window.
  private @Nullable TimeRule cap(Limit.AttemptCap limit, int pack) {
    List<Instant> counted =
        facts
            .ledger()
            .attempts(
                new ContactLedger.Tally(
                    scope(pack), limit.channels(), limit.places(), except(pack), facts.zones()));
    int over = counted.size() - limit.max();
    return over < 0 ? null : new TimeRule.NotBefore(counted.get(over).plus(limit.window()));
  }

  private @Nullable TimeRule pause(Limit.AfterConversation limit, int pack) {
    Instant last = facts.ledger().lastConversation(scope(pack));
    return last == null ? null : new TimeRule.NotBefore(facts.startOfDayAfter(last, limit.days()));
  }

  /// After the gap no attempt lies ahead, so that the day of the last is the only one that may be
  /// full.
  private @Nullable TimeRule spacing(Limit.Cadence limit, int pack) {
    List<Instant> attempts =
        facts
            .ledger()
            .attempts(
                new ContactLedger.Tally(
                    scope(pack), limit.channels(), Set.of(), List.of(), facts.zones()));
    if (attempts.isEmpty()) {
      return null;
    }
    if (facts.zones().isEmpty()) {
      return new TimeRule.NotBefore(null);
    }
    Instant free = attempts.getLast().plus(limit.minGap());
    for (ZoneId zone : facts.zones()) {
      LocalDate day = LocalClock.date(attempts.getLast(), zone);
      if (made(attempts, day, zone) >= limit.maxPerDay()) {
        free = DebtorFacts.later(free, LocalClock.startOf(day.plusDays(1), zone));
      }
    }
    return new TimeRule.NotBefore(free);
  }

  private static int made(List<Instant> attempts, LocalDate day, ZoneId zone) {
    int made = 0;
    for (int i = attempts.size() - 1; i >= 0; i--) {
      if (!LocalClock.date(attempts.get(i), zone).equals(day)) {
        break;
      }
      made++;
    }
    return made;
  }

  /// Over which accounts a pack counts: the widest of its rules, all without one.
  private Limit.Scope scope(int pack) {
    Limit.Scope widest = null;
    for (RuleTable.Entry entry : entries) {
      if (entry.rule().limit() instanceof Limit.CountingScope l && loosens(entry, pack)) {
        widest = widest == null || l.scope().compareTo(widest) > 0 ? l.scope() : widest;
      }
    }
    return widest == null ? Limit.Scope.DEBTOR : widest;
  }

  /// What a pack does not count.
  private List<Limit.NotCounted> except(int pack) {
    List<Limit.NotCounted> except = new ArrayList<>();
    for (RuleTable.Entry entry : entries) {
      if (entry.rule().limit() instanceof Limit.NotCounted l && loosens(entry, pack)) {
        except.add(l);
      }
    }
    return except;
  }

  /// What loosens other rules must be known to bind.
  private boolean loosens(RuleTable.Entry entry, int pack) {
    return entry.pack() == pack && facts.placement() != null;
  }
}
