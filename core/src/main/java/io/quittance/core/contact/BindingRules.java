package io.quittance.core.contact;

import io.quittance.core.debtor.AllowedHours;
import io.quittance.core.debtor.ContactLedger;
import io.quittance.core.debtor.DebtorFacts;
import io.quittance.core.debtor.LocalClock;
import io.quittance.core.debtor.OutsideWeeklyWindows;
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
final class BindingRules {

  /// A rule of time.
  record TimedRule(Rule rule, TimeRule time) {}

  private final DebtorFacts facts;
  private final List<RuleTable.PackRule> rules = new ArrayList<>();
  private final List<@Nullable TimeRule> timeRules = new ArrayList<>();

  BindingRules(RuleTable.Period period, DebtorFacts facts) {
    this.facts = facts;
    for (RuleTable.PackRule entry : period.rules()) {
      if (entry.rule().binds(facts.actorType(), facts.jurisdiction())) {
        rules.add(entry);
      }
    }
    for (RuleTable.PackRule entry : rules) {
      timeRules.add(timeRule(entry));
    }
  }

  /// The rules in the order of the packs.
  List<RuleTable.PackRule> rules() {
    return rules;
  }

  /// The rules that block a contact whatever the time.
  List<Rule> blockingRules(ProposedContact contact) {
    List<Rule> blocking = new ArrayList<>();
    for (RuleTable.PackRule entry : rules) {
      Rule rule = entry.rule();
      if (restricts(rule, contact) && StatusRules.blocks(rule.limit(), contact, facts)) {
        blocking.add(rule);
      }
    }
    return blocking;
  }

  /// The rules of time that restrict a contact.
  List<TimedRule> timeRules(ProposedContact contact) {
    List<TimedRule> restricting = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i).rule();
      TimeRule time =
          rule.limit() instanceof Limit.CheckedNumber l
              ? numberCheck(l, contact)
              : timeRules.get(i);
      if (time != null && restricts(rule, contact)) {
        restricting.add(new TimedRule(rule, time));
      }
    }
    return restricting;
  }

  private static boolean restricts(Rule rule, ProposedContact contact) {
    return rule.actions().contains(contact.action()) && contact.isSubjectTo(rule.limit());
  }

  private @Nullable TimeRule numberCheck(Limit.CheckedNumber limit, ProposedContact contact) {
    Instant checked = facts.lastCheckedAt(contact.channel());
    return checked == null ? null : new TimeRule.Before(checked.plus(limit.within()));
  }

  /// What a limit amounts to whatever the contact; null for limits that time does not satisfy and
  /// for those that restrict nothing as things are.
  private @Nullable TimeRule timeRule(RuleTable.PackRule entry) {
    return switch (entry.rule().limit()) {
      case Limit.QuietHours l -> new AllowedHours(l.opens(), l.closes(), facts.zones());
      case Limit.Inconvenient _ ->
          facts.inconvenientTimes().isEmpty()
              ? null
              : new OutsideWeeklyWindows(facts.inconvenientTimes(), facts.zones());
      case Limit.AttemptCap l -> attemptCap(l, entry.packIndex());
      case Limit.AfterConversation l -> conversationPause(l, entry.packIndex());
      case Limit.Cadence l -> cadence(l, entry.packIndex());
      case Limit.Moratorium l -> new TimeRule.NotBefore(facts.breathingSpaceEnds(l));
      case Limit.NotCounted _, Limit.CountingScope _, Limit.CheckedNumber _ -> null;
      case Limit.RefusedChannel _, Limit.StopStatus _, Limit.Workplace _ -> null;
      case Limit.ValidationAndDispute _, Limit.TimeBarred _, Limit.RevokedConsent _ -> null;
      case Limit.TailoredRoute _, Limit.HumanDecision _, Limit.UnknownInput _ -> null;
    };
  }

  /// Fewer than `max` attempts after `from` − window: so many that the oldest of the last `max` is
  /// out of the window.
  private @Nullable TimeRule attemptCap(Limit.AttemptCap limit, int pack) {
    List<Instant> counted =
        facts
            .ledger()
            .attempts(
                new ContactLedger.CountingCriteria(
                    countingScope(pack),
                    limit.channels(),
                    limit.places(),
                    exclusions(pack),
                    facts.zones()));
    int over = counted.size() - limit.max();
    return over < 0 ? null : new TimeRule.NotBefore(counted.get(over).plus(limit.window()));
  }

  private @Nullable TimeRule conversationPause(Limit.AfterConversation limit, int pack) {
    Instant last = facts.ledger().lastConversation(countingScope(pack));
    return last == null ? null : new TimeRule.NotBefore(facts.startOfDayAfter(last, limit.days()));
  }

  /// After the gap no attempt lies ahead, so that the day of the last is the only one that may be
  /// full.
  private @Nullable TimeRule cadence(Limit.Cadence limit, int pack) {
    List<Instant> attempts =
        facts
            .ledger()
            .attempts(
                new ContactLedger.CountingCriteria(
                    countingScope(pack), limit.channels(), Set.of(), List.of(), facts.zones()));
    if (attempts.isEmpty()) {
      return null;
    }
    if (facts.zones().isEmpty()) {
      return new TimeRule.NotBefore(null);
    }
    Instant free = attempts.getLast().plus(limit.minGap());
    for (ZoneId zone : facts.zones()) {
      LocalDate day = LocalClock.date(attempts.getLast(), zone);
      if (attemptsOn(attempts, day, zone) >= limit.maxPerDay()) {
        free = DebtorFacts.later(free, LocalClock.startOf(day.plusDays(1), zone));
      }
    }
    return new TimeRule.NotBefore(free);
  }

  private static int attemptsOn(List<Instant> attempts, LocalDate day, ZoneId zone) {
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
  private Limit.Scope countingScope(int pack) {
    Limit.Scope widest = null;
    for (RuleTable.PackRule entry : rules) {
      if (entry.rule().limit() instanceof Limit.CountingScope l && relaxes(entry, pack)) {
        widest = widest == null || l.scope().compareTo(widest) > 0 ? l.scope() : widest;
      }
    }
    return widest == null ? Limit.Scope.DEBTOR : widest;
  }

  /// What a pack does not count.
  private List<Limit.NotCounted> exclusions(int pack) {
    List<Limit.NotCounted> except = new ArrayList<>();
    for (RuleTable.PackRule entry : rules) {
      if (entry.rule().limit() instanceof Limit.NotCounted l && relaxes(entry, pack)) {
        except.add(l);
      }
    }
    return except;
  }

  /// What loosens other rules must be known to bind.
  private boolean relaxes(RuleTable.PackRule entry, int pack) {
    return entry.packIndex() == pack && facts.placement() != null;
  }
}
