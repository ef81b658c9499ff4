package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.CHICAGO;
import static io.quittance.core.contact.Debtor.account;
import static io.quittance.core.contact.Debtor.attempt;
import static io.quittance.core.contact.Debtor.policy;
import static io.quittance.core.contact.Debtor.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.debtor.ReservedPermit;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit.CalendarWindow;
import io.quittance.core.limit.FrequencyLimit.ContactCap;
import io.quittance.core.limit.FrequencyLimit.Counting;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.Limit.Scope;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Caps over local days, calendar days, weeks and months. Numbers and dates were written by hand;
/// in Chicago a summer's day begins at 05:00Z. 1 July 2026 is a Wednesday.
class ContactCapTest {

  private static final Set<Channel> CALL = Set.of(Channel.CALL);
  private static final Set<Channel> ALL = EnumSet.allOf(Channel.class);

  private static ContactCap days(int max, int days, Set<Channel> channels, Counting counting) {
    return new ContactCap(max, days, null, channels, Set.of(), counting, null);
  }

  /// One contact in 30 days, and seven days after a request in which calls do not count.
  private static Policy onceInThirtyDays(Set<Channel> channels) {
    return policy(
        rule("HC03", days(1, 30, channels, Counting.ATTEMPTS)),
        rule("HC05", new CountingRule.NotCounted(Set.of(), Set.of(), 7)));
  }

  private static ContactCap calendar(int max, CalendarWindow window) {
    return new ContactCap(max, null, window, CALL, Set.of(), Counting.ATTEMPTS, null);
  }

  private static Histories called(Histories account, String... times) {
    for (String time : times) {
      account.called(Instant.parse(time), ContactResult.VOICEMAIL);
    }
    return account;
  }

  private static String next(Limit limit, Histories history, String at) {
    return Debtor.under(limit, history).next(Action.CALL, at);
  }

  /// RCW 19.16.250(13)(a): no more than three in a week. Wednesday the 1st is the first of seven
  /// days, Tuesday the 7th the last.
  @Test
  void theFourthContactWaitsForTheDayAfterTheSevenDaysOfTheFirst() {
    Limit three = days(3, 7, ALL, Counting.ATTEMPTS);
    Histories two = called(account(), "2026-07-01T22:00:00Z", "2026-07-02T14:00:00Z");
    Histories history =
        called(account(), "2026-07-01T22:00:00Z", "2026-07-02T14:00:00Z", "2026-07-03T14:00:00Z");

    assertTrue(Debtor.under(three, two).mayCall("2026-07-03T14:00:00Z"));
    assertFalse(Debtor.under(three, history).mayCall("2026-07-08T04:59:59.999Z"));
    assertTrue(Debtor.under(three, history).mayCall("2026-07-08T05:00:00Z"));
    assertEquals("2026-07-08T05:00:00Z", next(three, history, "2026-07-03T15:00:00Z"));
  }

  @Test
  void withMoreThanTheCapTheOldestOfTheLastThreeCounts() {
    Histories history =
        called(
            account(),
            "2026-07-01T14:00:00Z",
            "2026-07-02T14:00:00Z",
            "2026-07-03T14:00:00Z",
            "2026-07-04T14:00:00Z");

    assertEquals(
        "2026-07-09T05:00:00Z",
        next(days(3, 7, ALL, Counting.ATTEMPTS), history, "2026-07-05T14:00:00Z"));
  }

  /// In Honolulu a day begins at 10:00Z, in New York at 04:00Z.
  @Test
  void theDaysMustBeOverInEveryZone() {
    Histories history =
        called(account("a", "America/New_York", "Pacific/Honolulu"), "2026-07-01T20:00:00Z");

    assertEquals(
        "2026-07-08T10:00:00Z",
        next(days(1, 7, CALL, Counting.ATTEMPTS), history, "2026-07-02T20:00:00Z"));
  }

  /// Clocks go forward on 8 March 2026: from then on a day begins at 05:00Z instead of 06:00Z.
  @Test
  void aWeekInWhichTheClocksChangeHasSevenDaysToo() {
    Histories history = called(account(), "2026-03-05T18:00:00Z");

    assertEquals(
        "2026-03-12T05:00:00Z",
        next(days(1, 7, CALL, Counting.ATTEMPTS), history, "2026-03-06T18:00:00Z"));
  }

  @Test
  void withoutAZoneNoAttemptIsEverOld() {
    Histories history = called(account("a"), "2026-07-01T14:00:00Z");

    assertEquals(
        "null", next(days(1, 7, CALL, Counting.ATTEMPTS), history, "2026-09-01T14:00:00Z"));
  }

  /// ACCC/ASIC guideline, Part 2 s. 5: ten a month. The month of the 31st is over at midnight.
  @ParameterizedTest
  @CsvSource({
    "DAY,   2026-07-01T05:00:00Z, 2026-07-02T05:00:00Z",
    "DAY,   2026-07-02T04:59:59Z, 2026-07-02T05:00:00Z",
    "WEEK,  2026-07-05T14:00:00Z, 2026-07-06T05:00:00Z",
    "WEEK,  2026-07-06T14:00:00Z, 2026-07-13T05:00:00Z",
    "WEEK,  2026-07-13T04:59:59Z, 2026-07-13T05:00:00Z",
    "MONTH, 2026-07-01T14:00:00Z, 2026-08-01T05:00:00Z",
    "MONTH, 2026-08-01T04:59:59Z, 2026-08-01T05:00:00Z",
    "MONTH, 2026-08-01T05:00:00Z, 2026-09-01T05:00:00Z"
  })
  void aCalendarWindowEndsWithItsDayItsSundayOrItsMonth(
      CalendarWindow window, String called, String free) {
    Histories history = called(account(), called);
    Instant before = Instant.parse(free).minusMillis(1);

    assertFalse(Debtor.under(calendar(1, window), history).mayCall(before.toString()));
    assertTrue(Debtor.under(calendar(1, window), history).mayCall(free));
    assertEquals(free, next(calendar(1, window), history, before.toString()));
  }

  /// The first of 31 days still counts on the last.
  @Test
  void aMonthCountsFromItsFirstDay() {
    Histories history = called(account(), "2026-07-01T05:00:00Z", "2026-07-31T14:00:00Z");

    assertEquals(
        "2026-08-01T05:00:00Z",
        next(calendar(2, CalendarWindow.MONTH), history, "2026-07-31T15:00:00Z"));
  }

  /// R.R.O. 1990, Reg. 74, s. 22 limits contacts: a call that reached nobody is none, a message is.
  @ParameterizedTest
  @CsvSource({
    "CONVERSATION, true",
    "VOICEMAIL, true",
    "DELIVERED, true",
    "NO_ANSWER, false",
    "BUSY, false",
    "WRONG_PARTY, false",
    "NOT_CONNECTED, false",
    "BOUNCED, false"
  })
  void ofContactsMadeThoseCountThatReachedSomebodyOrLeftAMessage(
      ContactResult result, boolean counts) {
    Histories history = account().called(Instant.parse("2026-07-01T14:00:00Z"), result);

    assertEquals(
        !counts,
        Debtor.under(days(1, 7, CALL, Counting.CONTACTS_MADE), history)
            .mayCall("2026-07-02T14:00:00Z"));
    assertFalse(
        Debtor.under(days(1, 7, CALL, Counting.ATTEMPTS), history).mayCall("2026-07-02T14:00:00Z"));
  }

  @Test
  void aContactWhoseResultIsNotKnownMayHaveBeenMade() {
    ReservedPermit reserved =
        new ReservedPermit(
            "p-1", "a", Channel.CALL, Place.MOBILE, Instant.parse("2026-07-01T14:00:00Z"));

    assertTrue(
        Debtor.under(days(1, 7, CALL, Counting.CONTACTS_MADE), account())
                .permit(Action.CALL, Place.MOBILE, "2026-07-01T15:00:00Z", reserved)
            instanceof PermitVerdict.Refused);
  }

  private static Histories spoken(Histories account, Channel channel, String at) {
    return account.tell(at, new Outcome.RightPartyContact("a", channel, null));
  }

  /// How often two contacts are allowed to have been made: the second of the outcomes is the same
  /// contact told again, or another.
  private static boolean isOneContact(Histories history) {
    return Debtor.under(days(2, 7, ALL, Counting.CONTACTS_MADE), history)
        .mayCall("2026-07-03T16:00:00Z");
  }

  @Test
  void aContactThatNoAttemptAccountsForCounts() {
    Limit one = days(1, 7, CALL, Counting.CONTACTS_MADE);
    String next = "2026-07-02T14:00:00Z";

    assertFalse(
        Debtor.under(one, spoken(account(), Channel.CALL, "2026-07-01T14:00:00Z")).mayCall(next));
    assertTrue(
        Debtor.under(one, spoken(account(), Channel.SMS, "2026-07-01T14:00:00Z")).mayCall(next));
    assertTrue(
        Debtor.under(
                days(1, 7, CALL, Counting.ATTEMPTS),
                spoken(account(), Channel.CALL, "2026-07-01T14:00:00Z"))
            .mayCall(next));
  }

  @Test
  void aContactLongAgoCountsNoMoreAndHoldsNoLaterOne() {
    Histories history = spoken(account(), Channel.CALL, "2026-03-01T14:00:00Z");

    assertTrue(
        Debtor.under(days(1, 7, CALL, Counting.CONTACTS_MADE), history)
            .mayCall("2026-07-02T14:00:00Z"));
  }

  @Test
  void anAttemptLessThanADayAwayIsTheSameContact() {
    assertTrue(
        isOneContact(
            spoken(
                called(account(), "2026-07-01T14:00:00Z"),
                Channel.CALL,
                "2026-07-02T13:59:59.999Z")));
    assertTrue(
        isOneContact(
            called(
                spoken(account(), Channel.CALL, "2026-07-01T14:00:00.001Z"),
                "2026-07-02T14:00:00Z")));
    assertFalse(
        isOneContact(
            spoken(
                called(account(), "2026-07-01T14:00:00Z"), Channel.CALL, "2026-07-02T14:00:00Z")));
    assertFalse(
        isOneContact(
            called(
                spoken(account(), Channel.CALL, "2026-07-01T14:00:00Z"), "2026-07-02T14:00:00Z")));
  }

  @Test
  void anAttemptByAnotherWayIsAnotherContact() {
    assertFalse(
        isOneContact(
            spoken(
                called(account(), "2026-07-01T14:00:00Z"), Channel.SMS, "2026-07-01T15:00:00Z")));
  }

  @Test
  void anAttemptThatReachedNobodyAccountsForNoContact() {
    Histories history =
        spoken(
            account().called(Instant.parse("2026-07-01T14:00:00Z"), ContactResult.BUSY),
            Channel.CALL,
            "2026-07-01T15:00:00Z");

    assertFalse(
        Debtor.under(days(1, 7, CALL, Counting.CONTACTS_MADE), history)
            .mayCall("2026-07-02T14:00:00Z"));
  }

  /// D.C. Code 28-3814(d)(4) counts per account, whatever else the pack counts over.
  @Test
  void aCapMayHaveAScopeOfItsOwn() {
    Histories other = called(account("b", CHICAGO), "2026-07-01T14:00:00Z");
    ContactCap perAccount =
        new ContactCap(1, 7, null, CALL, Set.of(), Counting.ATTEMPTS, Scope.ACCOUNT);
    ContactCap ofPack = days(1, 7, CALL, Counting.ATTEMPTS);
    Policy narrow =
        policy(rule("HC03", ofPack), rule("HC06", new CountingRule.CountingScope(Scope.ACCOUNT)));

    assertTrue(Debtor.under(perAccount, account(), other).mayCall("2026-07-02T14:00:00Z"));
    assertFalse(Debtor.under(ofPack, account(), other).mayCall("2026-07-02T14:00:00Z"));
    assertTrue(Debtor.under(narrow, account(), other).mayCall("2026-07-02T14:00:00Z"));
  }

  /// RCW 19.16.250(13)(b): once a week at the place of work.
  @Test
  void aCapOnAPlaceCountsThatPlaceAndAnUnknownOne() {
    ContactCap work = new ContactCap(1, 7, null, ALL, Set.of(Place.WORK), Counting.ATTEMPTS, null);

    assertFalse(mayAtWork(work, Place.WORK));
    assertFalse(mayAtWork(work, null));
    assertTrue(mayAtWork(work, Place.HOME));
    assertTrue(
        Debtor.under(work, calledAt(Place.WORK))
            .may(Action.CALL, Place.HOME, "2026-07-02T14:00:00Z"));
  }

  private static boolean mayAtWork(ContactCap cap, @Nullable Place called) {
    return Debtor.under(cap, calledAt(called)).may(Action.CALL, Place.WORK, "2026-07-02T14:00:00Z");
  }

  private static Histories calledAt(@Nullable Place place) {
    return account()
        .tell(
            "2026-07-01T14:00:00Z",
            attempt("a", Channel.CALL, ContactResult.BUSY, null, place, null));
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void everyWayOfContactCountsWhereTheCapNamesIt(Channel channel) {
    Histories history =
        account()
            .tell(
                "2026-07-01T14:00:00Z",
                attempt("a", channel, ContactResult.DELIVERED, null, null, null));

    assertFalse(
        Debtor.under(days(1, 7, ALL, Counting.ATTEMPTS), history).mayCall("2026-07-02T14:00:00Z"));
    assertEquals(
        channel != Channel.CALL,
        Debtor.under(days(1, 7, CALL, Counting.ATTEMPTS), history).mayCall("2026-07-02T14:00:00Z"));
  }

  /// 12 CFR 1006.14(b)(3)(i): calls that the debtor asked for are not counted, for seven days. So
  /// none of the cap's own calls forbids one; from midnight after the seventh day the cap holds.
  @Test
  void aCallThatTheDebtorAskedForIsAllowedBeyondTheCap() {
    Policy policy = onceInThirtyDays(CALL);
    Histories history =
        called(account(), "2026-07-01T14:00:00Z")
            .tell("2026-07-02T14:00:00Z", new AccountEvent.CallRequested("a"));
    Debtor debtor = Debtor.under(policy, history);

    assertFalse(debtor.mayCall("2026-07-02T13:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-02T14:00:00Z"));
    assertTrue(debtor.mayCall("2026-07-09T04:59:59.999Z"));
    assertFalse(debtor.mayCall("2026-07-09T05:00:00Z"));
    assertEquals(
        "2026-07-09T05:00:00Z",
        Debtor.under(policy, history).until(Action.CALL, "2026-07-08T14:00:00Z"));
    assertEquals("2026-07-31T05:00:00Z", debtor.next(Action.CALL, "2026-07-09T05:00:00Z"));
  }

  @Test
  void aRequestExemptsCallsAndNothingElse() {
    Policy policy = onceInThirtyDays(ALL);
    Debtor debtor =
        Debtor.under(
            policy,
            called(account(), "2026-07-01T14:00:00Z")
                .tell("2026-07-02T14:00:00Z", new AccountEvent.CallRequested("a")));

    assertTrue(debtor.may(Action.CALL, "2026-07-03T14:00:00Z"));
    assertFalse(debtor.may(Action.SMS, "2026-07-03T14:00:00Z"));
  }

  /// The conversation is the answer to the request: what follows it counts.
  @Test
  void aRequestIsMetByAConversation() {
    Policy policy = onceInThirtyDays(CALL);
    Histories history =
        called(account(), "2026-07-01T14:00:00Z")
            .tell("2026-07-02T14:00:00Z", new AccountEvent.CallRequested("a"))
            .called(Instant.parse("2026-07-03T14:00:00Z"), ContactResult.CONVERSATION);
    Debtor debtor = Debtor.under(policy, history);

    assertTrue(debtor.mayCall("2026-07-03T13:59:59.999Z"));
    assertFalse(debtor.mayCall("2026-07-03T14:00:00Z"));
    assertFalse(debtor.mayCall("2026-07-04T14:00:00Z"));
  }

  @Test
  void aRequestWithoutAZoneExemptsNothing() {
    Policy policy = onceInThirtyDays(CALL);
    Histories history =
        called(account("a"), "2026-07-01T14:00:00Z")
            .tell("2026-07-02T14:00:00Z", new AccountEvent.CallRequested("a"));

    assertFalse(Debtor.under(policy, history).mayCall("2026-07-03T14:00:00Z"));
  }
}
