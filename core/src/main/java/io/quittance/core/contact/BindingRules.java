package io.quittance.core.contact;

import io.quittance.core.debtor.AllowedHours;
import io.quittance.core.debtor.ContactLedger;
import io.quittance.core.debtor.DebtorFacts;
import io.quittance.core.debtor.Instants;
import io.quittance.core.debtor.LocalClock;
import io.quittance.core.debtor.OutsideWeeklyWindows;
import io.quittance.core.debtor.TimeRule;
import io.quittance.core.debtor.WeeklyOpeningHours;
import io.quittance.core.pack.Limit;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.ContactedPerson;
import io.quittance.core.vocabulary.Place;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules of one period that bind an account, applied to the facts of its debtor. Not
/// thread-safe.
final class BindingRules {

  /// A rule that restricts when a contact may be made.
  record TimedRule(Rule rule, TimeRule time) {}

  /// Longer than local dates can add to a window: zones differ by at most 26 hours, and a change of
  /// the clocks lengthens a day.
  private static final Duration DATE_DIFFERENCE = Duration.ofDays(4);

  private static final Duration LONGEST_CALENDAR_WINDOW = Duration.ofDays(31);

  private static final Set<ContactedPerson> DEBTOR = Set.of(ContactedPerson.DEBTOR);

  /// How a pack counts.
  ///
  /// @param scope the accounts over which it counts: the widest scope of its rules, or all accounts
  ///   of the debtor when it has no such rule
  /// @param exclusions what it does not count
  private record PackCounting(Limit.Scope scope, List<Limit.NotCounted> exclusions) {

    private static final PackCounting EVERYTHING = new PackCounting(Limit.Scope.DEBTOR, List.of());
  }

  /// What one contact is subject to.
  private record ContactRules(
      ProposedContact contact, List<Rule> blocking, List<TimedRule> timed) {}

  private final DebtorFacts facts;
  private final List<RuleTable.PackRule> rules = new ArrayList<>();

  /// So many rules speak of the debtor. They stand first: most contacts ask no others.
  private final int aboutDebtor;

  private final List<PackCounting> countingByPack = new ArrayList<>();
  private final List<@Nullable TimeRule> timeRules = new ArrayList<>();
  private @Nullable ContactRules latest;

  BindingRules(RuleTable.Period period, DebtorFacts facts) {
    this.facts = facts;
    int packs = 0;
    List<RuleTable.PackRule> aboutOthers = new ArrayList<>(1);
    for (RuleTable.PackRule entry : period.rules()) {
      packs = Math.max(packs, entry.packIndex() + 1);
      if (entry.rule().binds(facts.actorType(), facts.jurisdictions(), facts.debtKind())) {
        (entry.toDebtor() ? rules : aboutOthers).add(entry);
      }
    }
    aboutDebtor = rules.size();
    rules.addAll(aboutOthers);
    for (int pack = 0; pack < packs; pack++) {
      countingByPack.add(packCounting(pack));
    }
    for (RuleTable.PackRule entry : rules) {
      timeRules.add(timeRule(entry));
    }
  }

  /// Returns the binding rules in the order of the packs, those about others than the debtor last.
  List<RuleTable.PackRule> rules() {
    return rules;
  }

  /// Returns the rules that block a contact at any time.
  List<Rule> blockingRules(ProposedContact contact) {
    return rules(contact).blocking();
  }

  /// Returns whether a rule says when somebody other than the debtor may be contacted. Without one
  /// nobody but the debtor is.
  boolean speakOf(ThirdPerson other) {
    for (RuleTable.PackRule entry : rules.subList(aboutDebtor, rules.size())) {
      if (entry.rule().limit() instanceof Limit.ThirdPersons
          && entry.rule().persons().contains(other.relation())) {
        return true;
      }
    }
    return false;
  }

  /// Returns the rules that restrict when a contact may be made.
  List<TimedRule> timeRules(ProposedContact contact) {
    return rules(contact).timed();
  }

  /// The same contact is asked for again and again, so the latest answer is kept.
  private ContactRules rules(ProposedContact contact) {
    ContactRules known = latest;
    if (known == null || known.contact() != contact) {
      known = new ContactRules(contact, findBlocking(contact), findTimed(contact));
      latest = known;
    }
    return known;
  }

  private List<Rule> findBlocking(ProposedContact contact) {
    List<Rule> blocking = new ArrayList<>();
    int end = endOfRules(contact);
    for (int i = 0; i < end; i++) {
      RuleTable.PackRule entry = rules.get(i);
      if (entry.restricts(contact) && StatusRules.blocks(entry.rule().limit(), contact, facts)) {
        blocking.add(entry.rule());
      }
    }
    return blocking;
  }

  private int endOfRules(ProposedContact contact) {
    return contact.other() == null ? aboutDebtor : rules.size();
  }

  private List<TimedRule> findTimed(ProposedContact contact) {
    List<TimedRule> restricting = new ArrayList<>();
    int end = endOfRules(contact);
    for (int i = 0; i < end; i++) {
      RuleTable.PackRule entry = rules.get(i);
      if (entry.restricts(contact)) {
        TimeRule time = timeRule(i, contact);
        if (time != null) {
          restricting.add(new TimedRule(entry.rule(), time));
        }
      }
    }
    return restricting;
  }

  /// What a rule amounts to for one contact.
  private @Nullable TimeRule timeRule(int index, ProposedContact contact) {
    RuleTable.PackRule entry = rules.get(index);
    return switch (entry.rule().limit()) {
      case Limit.CheckedNumber l -> numberCheck(l, contact);
      case Limit.Inconvenient _ when contact.channel() == Channel.LETTER -> null;
      case Limit.AttemptCap _, Limit.ContactCap _, Limit.AfterConversation _ ->
          exempting(timeRules.get(index), entry.packIndex(), contact);
      default -> timeRules.get(index);
    };
  }

  /// A call that the debtor asked for counts for nothing, so nothing that counts forbids it.
  private @Nullable TimeRule exempting(@Nullable TimeRule time, int pack, ProposedContact contact) {
    if (!(time instanceof TimeRule.NotBefore held)
        || contact.channel() != Channel.CALL
        || contact.other() != null) {
      return time;
    }
    List<TimeRule.Span> requested = new ArrayList<>();
    for (Limit.NotCounted except : exclusions(pack)) {
      if (except.consentDays() > 0) {
        requested.addAll(facts.ledger().requestedCalls(except.consentDays(), facts.zones()));
      }
    }
    return requested.isEmpty() ? time : new TimeRule.NotBeforeExcept(held.instant(), requested);
  }

  private @Nullable TimeRule numberCheck(Limit.CheckedNumber limit, ProposedContact contact) {
    Instant checked = facts.numbers().checkedAt(contact.channel(), contact.number());
    return checked == null ? null : new TimeRule.Before(checked.plus(limit.within()));
  }

  /// Returns the times that a limit allows for any contact; null when the limit does not depend on
  /// time, or restricts nothing in the present state.
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
      case Limit.WeeklyHours l -> new WeeklyOpeningHours(l, facts.zones());
      case Limit.ContactCap l -> contactCap(l, entry.rule().persons(), entry.packIndex());
      case Limit.MinimumGap l -> minimumGap(l, entry.packIndex());
      case Limit.WaitingTime l -> new TimeRule.NotBefore(waitingEnds(l));
      case Limit.DisprovedNumber _ -> null;
      case Limit.NotCounted _, Limit.CountingScope _, Limit.CheckedNumber _ -> null;
      case Limit.RefusedChannel _, Limit.StopStatus _, Limit.Workplace _ -> null;
      case Limit.ValidationAndDispute _, Limit.TimeBarred _, Limit.RevokedConsent _ -> null;
      case Limit.TailoredRoute _, Limit.HumanDecision _, Limit.UnknownInput _ -> null;
      case Limit.ThirdPersons _, Limit.LanguageAsked _ -> null;
    };
  }

  /// Returns the times of the attempts that count, in order.
  ///
  /// @param reach longest time for which an attempt forbids another; older attempts are left out
  private List<Instant> counted(
      Duration reach,
      Limit.Scope scope,
      Set<Channel> channels,
      Set<Place> places,
      Limit.Counting counting,
      List<Limit.NotCounted> exclusions) {
    return counted(reach, scope, channels, places, counting, exclusions, DEBTOR);
  }

  private List<Instant> counted(
      Duration reach,
      Limit.Scope scope,
      Set<Channel> channels,
      Set<Place> places,
      Limit.Counting counting,
      List<Limit.NotCounted> exclusions,
      Set<ContactedPerson> persons) {
    // Without a zone no local date is known, so that no attempt is ever known to be old.
    Instant since =
        facts.zones().isEmpty()
            ? Instant.MIN
            : facts.account().at().minus(reach).minus(DATE_DIFFERENCE);
    return facts
        .ledger()
        .attempts(
            new ContactLedger.CountingCriteria(
                since, scope, channels, places, counting, exclusions, facts.zones(), persons));
  }

  /// Allows a contact once fewer than `max` attempts lie in the window before it, which is when the
  /// oldest of the last `max` attempts has left the window.
  private @Nullable TimeRule attemptCap(Limit.AttemptCap limit, int pack) {
    List<Instant> counted =
        counted(
            limit.window(),
            countingScope(pack),
            limit.channels(),
            limit.places(),
            Limit.Counting.ATTEMPTS,
            exclusions(pack));
    int over = counted.size() - limit.max();
    return over < 0 ? null : new TimeRule.NotBefore(counted.get(over).plus(limit.window()));
  }

  /// Free once the oldest of the last `max` lies before the window, in every zone.
  private @Nullable TimeRule contactCap(
      Limit.ContactCap limit, Set<ContactedPerson> persons, int pack) {
    Limit.Scope scope = limit.scope();
    Integer days = limit.days();
    List<Instant> counted =
        counted(
            days == null ? LONGEST_CALENDAR_WINDOW : Duration.ofDays(days),
            scope == null ? countingScope(pack) : scope,
            limit.channels(),
            limit.places(),
            limit.counting(),
            exclusions(pack),
            persons);
    int over = counted.size() - limit.max();
    if (over < 0) {
      return null;
    }
    return new TimeRule.NotBefore(
        facts.startOf(
            counted.get(over),
            day -> days == null ? nextWindow(limit.calendar(), day) : day.plusDays(days)));
  }

  private static LocalDate nextWindow(Limit.@Nullable CalendarWindow calendar, LocalDate day) {
    return switch (calendar) {
      case null -> throw new IllegalStateException("a cap has days or a calendar window");
      case DAY -> day.plusDays(1);
      case WEEK -> day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
      case MONTH -> day.with(TemporalAdjusters.firstDayOfNextMonth());
    };
  }

  private @Nullable TimeRule minimumGap(Limit.MinimumGap limit, int pack) {
    List<Instant> attempts =
        counted(
            Duration.ofDays(limit.days()),
            countingScope(pack),
            limit.channels(),
            Set.of(),
            Limit.Counting.ATTEMPTS,
            exclusions(pack));
    return attempts.isEmpty()
        ? null
        : new TimeRule.NotBefore(facts.startOfDayAfter(attempts.getLast(), limit.days()));
  }

  /// Null while what it waits for is not known.
  private @Nullable Instant waitingEnds(Limit.WaitingTime limit) {
    return switch (limit.since()) {
      case NOTICE -> {
        Instant sent = facts.validationSentAt();
        yield sent == null ? null : facts.startOfDayAfter(sent, limit.days());
      }
      case OVERDUE -> {
        Integer late = facts.account().daysPastDue();
        yield late == null || late == 0
            ? null
            : facts.startOfDayAfter(facts.account().at(), limit.days() - late);
      }
    };
  }

  private @Nullable TimeRule conversationPause(Limit.AfterConversation limit, int pack) {
    Instant last = facts.ledger().lastConversation(countingScope(pack));
    return last == null ? null : new TimeRule.NotBefore(facts.startOfDayAfter(last, limit.days()));
  }

  /// Allows a contact after the gap, on a date that is not full. After the gap no attempt lies
  /// ahead, so only the date of the last attempt can be full.
  private @Nullable TimeRule cadence(Limit.Cadence limit, int pack) {
    List<Instant> attempts =
        counted(
            limit.minGap(),
            countingScope(pack),
            limit.channels(),
            Set.of(),
            Limit.Counting.ATTEMPTS,
            List.of());
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
        free = Instants.later(free, LocalClock.startOf(day.plusDays(1), zone));
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

  private Limit.Scope countingScope(int pack) {
    return countingByPack.get(pack).scope();
  }

  private List<Limit.NotCounted> exclusions(int pack) {
    return countingByPack.get(pack).exclusions();
  }

  private PackCounting packCounting(int pack) {
    Limit.Scope widest = null;
    List<Limit.NotCounted> exclusions = new ArrayList<>();
    for (RuleTable.PackRule entry : rules) {
      switch (entry.rule().limit()) {
        case Limit.CountingScope l when relaxes(entry, pack) ->
            widest = widest == null || l.scope().compareTo(widest) > 0 ? l.scope() : widest;
        case Limit.NotCounted l when relaxes(entry, pack) -> exclusions.add(l);
        default -> {}
      }
    }
    return widest == null && exclusions.isEmpty()
        ? PackCounting.EVERYTHING
        : new PackCounting(widest == null ? Limit.Scope.DEBTOR : widest, exclusions);
  }

  /// Returns whether a rule relaxes others of its pack. It does so only if it is known to bind, so
  /// not before the account is placed.
  private boolean relaxes(RuleTable.PackRule entry, int pack) {
    return entry.packIndex() == pack && facts.placement() != null;
  }
}
