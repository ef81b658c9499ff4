package io.quittance.core.contact;

import io.quittance.core.debtor.ContactLedger;
import io.quittance.core.debtor.DebtorFacts;
import io.quittance.core.debtor.Instants;
import io.quittance.core.debtor.LocalClock;
import io.quittance.core.debtor.TimeRule;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
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

/// Evaluates the frequency limits of one pack, counting as that pack counts. Each method returns
/// when a limit allows a contact; null when it restricts nothing in the present state.
final class FrequencyRules {

  /// Longer than local dates can add to a window: zones differ by at most 26 hours, and a change of
  /// the clocks lengthens a day.
  private static final Duration DATE_DIFFERENCE = Duration.ofDays(4);

  private static final Duration LONGEST_CALENDAR_WINDOW = Duration.ofDays(31);

  private static final Set<ContactedPerson> DEBTOR = Set.of(ContactedPerson.DEBTOR);

  private final DebtorFacts facts;
  private final Limit.Scope scope;
  private final List<CountingRule.NotCounted> exclusions;

  /// @param scope the accounts over which the pack counts: the widest scope of its rules, or all
  ///   accounts of the debtor when it has no such rule
  /// @param exclusions what the pack does not count
  FrequencyRules(
      DebtorFacts facts, Limit.@Nullable Scope scope, List<CountingRule.NotCounted> exclusions) {
    this.facts = facts;
    this.scope = scope == null ? Limit.Scope.DEBTOR : scope;
    this.exclusions = exclusions;
  }

  /// Returns the periods in which the debtor asked to be called: such calls do not count.
  List<TimeRule.Span> requestedCalls() {
    List<TimeRule.Span> requested = new ArrayList<>();
    for (CountingRule.NotCounted except : exclusions) {
      if (except.consentDays() > 0) {
        requested.addAll(facts.ledger().requestedCalls(except.consentDays(), facts.zones()));
      }
    }
    return requested;
  }

  /// Allows a contact once fewer than `max` attempts lie in the window before it, which is when the
  /// oldest of the last `max` attempts has left the window.
  @Nullable TimeRule attemptCap(FrequencyLimit.AttemptCap limit) {
    List<Instant> counted = attempts(limit.window(), limit.channels(), limit.places(), exclusions);
    int over = counted.size() - limit.max();
    return over < 0 ? null : new TimeRule.NotBefore(counted.get(over).plus(limit.window()));
  }

  /// Free once the oldest of the last `max` lies before the window, in every zone.
  @Nullable TimeRule contactCap(FrequencyLimit.ContactCap limit, Set<ContactedPerson> persons) {
    Limit.Scope own = limit.scope();
    Integer days = limit.days();
    List<Instant> counted =
        counted(
            days == null ? LONGEST_CALENDAR_WINDOW : Duration.ofDays(days),
            own == null ? scope : own,
            limit.channels(),
            limit.places(),
            limit.counting(),
            exclusions,
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

  private static LocalDate nextWindow(
      FrequencyLimit.@Nullable CalendarWindow calendar, LocalDate day) {
    return switch (calendar) {
      case null -> throw new IllegalStateException("a cap has days or a calendar window");
      case DAY -> day.plusDays(1);
      case WEEK -> day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
      case MONTH -> day.with(TemporalAdjusters.firstDayOfNextMonth());
    };
  }

  @Nullable TimeRule minimumGap(FrequencyLimit.MinimumGap limit) {
    List<Instant> attempts =
        attempts(Duration.ofDays(limit.days()), limit.channels(), Set.of(), exclusions);
    return attempts.isEmpty()
        ? null
        : new TimeRule.NotBefore(facts.startOfDayAfter(attempts.getLast(), limit.days()));
  }

  @Nullable TimeRule conversationPause(FrequencyLimit.AfterConversation limit) {
    Instant last = facts.ledger().lastConversation(scope);
    return last == null ? null : new TimeRule.NotBefore(facts.startOfDayAfter(last, limit.days()));
  }

  /// Allows a contact after the gap, on a date that is not full. After the gap no attempt lies
  /// ahead, so only the date of the last attempt can be full.
  @Nullable TimeRule cadence(FrequencyLimit.Cadence limit) {
    List<Instant> attempts = attempts(limit.minGap(), limit.channels(), Set.of(), List.of());
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

  /// Returns the times of the attempts that count, in order.
  ///
  /// @param reach longest time for which an attempt forbids another; older attempts are left out
  private List<Instant> attempts(
      Duration reach,
      Set<Channel> channels,
      Set<Place> places,
      List<CountingRule.NotCounted> excluded) {
    return counted(
        reach, scope, channels, places, FrequencyLimit.Counting.ATTEMPTS, excluded, DEBTOR);
  }

  private List<Instant> counted(
      Duration reach,
      Limit.Scope over,
      Set<Channel> channels,
      Set<Place> places,
      FrequencyLimit.Counting counting,
      List<CountingRule.NotCounted> excluded,
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
                since, over, channels, places, counting, excluded, facts.zones(), persons));
  }
}
