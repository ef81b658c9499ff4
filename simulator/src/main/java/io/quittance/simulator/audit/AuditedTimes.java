package io.quittance.simulator.audit;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.WeeklyWindow;
import io.quittance.simulator.audit.AuditedContact.Fact;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checks the rules about when and how often: calling hours, inconvenient times and places, caps,
/// the pause after a conversation and cadence. Contacts are counted per debt.
final class AuditedTimes {

  private static final LocalTime DAY_BEGINS = LocalTime.of(8, 0);
  private static final LocalTime DAY_ENDS = LocalTime.of(21, 0);
  private static final LocalTime INDIAN_DAY_ENDS = LocalTime.of(19, 0);
  private static final int MOST_CALLS = 7;
  private static final int DAYS_OF_CONSENT = 7;
  private static final int DAYS_AFTER_CONVERSATION = 7;
  private static final Duration LEAST_GAP = Duration.ofHours(4);
  private static final int MOST_A_DAY = 2;
  private static final int MOST_IN_MASSACHUSETTS = 2;
  private static final Set<Place> HOME = Set.of(Place.HOME, Place.MOBILE);
  private static final Set<Place> ELSEWHERE = Set.of(Place.WORK, Place.OTHER);

  private AuditedTimes() {}

  static void judge(AuditedContact contact) {
    if (contact.channel() != Channel.LETTER) {
      hours(contact);
      inconvenience(contact);
    }
    if (contact.channel() == Channel.CALL) {
      attemptCap(contact);
      conversation(contact);
      cadence(contact);
    }
    if (contact.isIn("US-MA")
        && (contact.channel() == Channel.CALL || contact.channel() == Channel.SMS)) {
      massachusetts(contact, "HC18a", HOME, 7);
      massachusetts(contact, "HC18b", ELSEWHERE, 30);
    }
  }

  private static void hours(AuditedContact contact) {
    if (contact.clocks().anyMatch(clock -> isOutside(clock, DAY_ENDS))) {
      contact.breaks("HC01", "outside 08:00 to 21:00 where the debtor may be");
    }
    if (contact.channel() == Channel.CALL
        && contact.isIn("IN")
        && contact.clocks().anyMatch(clock -> isOutside(clock, INDIAN_DAY_ENDS))) {
      contact.breaks("HC19", "a call outside 08:00 to 19:00");
    }
  }

  private static boolean isOutside(LocalDateTime clock, LocalTime ends) {
    LocalTime time = clock.toLocalTime();
    return time.isBefore(DAY_BEGINS) || !time.isBefore(ends);
  }

  /// Applies the latest statement of each account.
  private static void inconvenience(AuditedContact contact) {
    Set<String> heard = new HashSet<>();
    for (Fact fact : contact.person.reversed()) {
      if (fact.event() instanceof AccountEvent.InconvenienceStated stated
          && heard.add(fact.accountId())) {
        Place place = contact.attempt.place();
        boolean then =
            stated.times().stream()
                .anyMatch(time -> contact.clocks().anyMatch(clock -> isWithin(time, clock)));
        if (then || (place != null && stated.places().contains(place))) {
          contact.breaks("HC02", "at a time or place that the debtor declared inconvenient");
        }
      }
    }
  }

  private static boolean isWithin(WeeklyWindow window, LocalDateTime clock) {
    LocalTime time = clock.toLocalTime();
    boolean overnight = !window.from().isBefore(window.to());
    boolean today = window.days().contains(clock.getDayOfWeek()) && !time.isBefore(window.from());
    boolean yesterday = window.days().contains(clock.getDayOfWeek().minus(1));
    return overnight
        ? today || (yesterday && time.isBefore(window.to()))
        : today && time.isBefore(window.to());
  }

  private static void attemptCap(AuditedContact contact) {
    if (isExempt(contact, contact.at, contact.attempt)) {
      return;
    }
    long earlier =
        contact.debt.stream()
            .filter(fact -> isWithinDays(contact, fact, 7))
            .filter(
                fact -> {
                  Outcome.ContactAttempted call = call(fact);
                  return call != null && !isExempt(contact, fact.at(), call);
                })
            .count();
    if (earlier + 1 > MOST_CALLS) {
      contact.breaks("HC03", (earlier + 1) + " calls about the debt within seven days");
    }
  }

  private static Outcome.@Nullable ContactAttempted call(Fact fact) {
    return fact.event() instanceof Outcome.ContactAttempted attempt
            && attempt.channel() == Channel.CALL
        ? attempt
        : null;
  }

  /// Returns whether a call is exempt from the cap: it did not connect, met a busy signal, reached
  /// somebody else, went to an attorney or followed a request within seven days.
  private static boolean isExempt(
      AuditedContact contact, Instant at, Outcome.ContactAttempted call) {
    return call.result() == ContactResult.NOT_CONNECTED
        || call.result() == ContactResult.BUSY
        || call.result() == ContactResult.WRONG_PARTY
        || call.recipient() == Recipient.ATTORNEY
        || isRequested(contact, at, call);
  }

  private static boolean isRequested(
      AuditedContact contact, Instant at, Outcome.ContactAttempted call) {
    return requests(contact, at, call).findAny().isPresent();
  }

  /// Returns whether a request for the call is still open: a conversation answers it.
  private static boolean isRequestOpen(AuditedContact contact) {
    String account = contact.attempt.accountId();
    return requests(contact, contact.at, contact.attempt)
        .anyMatch(
            request ->
                contact.debt.stream()
                    .filter(fact -> fact.accountId().equals(account))
                    .filter(fact -> isConversation(fact.event()))
                    .noneMatch(
                        fact -> fact.at().isAfter(request.at()) && fact.at().isBefore(contact.at)));
  }

  private static Stream<Fact> requests(
      AuditedContact contact, Instant at, Outcome.ContactAttempted call) {
    return contact.debt.stream()
        .filter(fact -> fact.event() instanceof AccountEvent.CallRequested)
        .filter(fact -> fact.accountId().equals(call.accountId()) && !fact.at().isAfter(at))
        .filter(
            fact ->
                !contact.zones.isEmpty()
                    && contact.zones.stream()
                        .allMatch(zone -> days(fact.at(), at, zone) < DAYS_OF_CONSENT));
  }

  /// Counts the date of the conversation as day 1, so the first lawful date is seven days later. A
  /// call that the debtor asked for, in the conversation or since, is permitted in excess of both
  /// limits on frequency (12 CFR 1006.14(b)(3)(i)).
  private static void conversation(AuditedContact contact) {
    boolean soon =
        contact.debt.stream()
            .filter(fact -> isConversation(fact.event()))
            .anyMatch(
                fact ->
                    contact.zones.stream()
                        .anyMatch(
                            zone -> days(fact.at(), contact.at, zone) < DAYS_AFTER_CONVERSATION));
    if (soon && !isRequestOpen(contact)) {
      contact.breaks("HC04", "within seven days of a conversation");
    }
  }

  private static boolean isConversation(AccountFact event) {
    return (event instanceof Outcome.ContactAttempted attempt
            && attempt.channel() == Channel.CALL
            && attempt.result() == ContactResult.CONVERSATION)
        || (event instanceof Outcome.RightPartyContact reached
            && reached.channel() == Channel.CALL);
  }

  private static void cadence(AuditedContact contact) {
    List<Instant> calls =
        contact.debt.stream().filter(fact -> call(fact) != null).map(Fact::at).toList();
    if (calls.stream().anyMatch(call -> call.plus(LEAST_GAP).isAfter(contact.at))) {
      contact.breaks("HC07", "less than four hours after a call");
    }
    boolean third =
        contact.zones.stream()
            .anyMatch(
                zone ->
                    calls.stream().filter(call -> days(call, contact.at, zone) == 0).count()
                        >= MOST_A_DAY);
    if (third) {
      contact.breaks("HC07", "a third call on one day");
    }
  }

  /// Counts an attempt whose place is unknown towards both caps.
  private static void massachusetts(
      AuditedContact contact, String rule, Set<Place> places, int window) {
    if (!isAt(places, contact.attempt)) {
      return;
    }
    long earlier =
        contact.debt.stream()
            .filter(fact -> isWithinDays(contact, fact, window))
            .map(Fact::event)
            .flatMap(
                event ->
                    event instanceof Outcome.ContactAttempted attempt
                        ? Stream.of(attempt)
                        : Stream.empty())
            .filter(
                attempt -> attempt.channel() == Channel.CALL || attempt.channel() == Channel.SMS)
            .filter(attempt -> isAt(places, attempt))
            .count();
    if (earlier + 1 > MOST_IN_MASSACHUSETTS) {
      contact.breaks(rule, (earlier + 1) + " calls or texts within " + window + " days");
    }
  }

  private static boolean isAt(Set<Place> places, Outcome.ContactAttempted attempt) {
    return attempt.place() == null || places.contains(attempt.place());
  }

  /// Returns whether a fact lies in the consecutive local days that end with the contact's day, in
  /// one zone at least. The laws count days, the first one included, not hours.
  private static boolean isWithinDays(AuditedContact contact, Fact fact, int days) {
    return contact.zones.isEmpty()
        || contact.zones.stream().anyMatch(zone -> days(fact.at(), contact.at, zone) < days);
  }

  private static long days(Instant from, Instant to, ZoneId zone) {
    return ChronoUnit.DAYS.between(LocalDate.ofInstant(from, zone), LocalDate.ofInstant(to, zone));
  }
}
