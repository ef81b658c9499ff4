package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.account;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.debtor.OutsideWeeklyWindows;
import io.quittance.core.event.AccountEvent.InconvenienceStated;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.WeeklyWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// HC02.
class InconvenientTest {

  private static final Limit LIMIT = new TimeLimit.Inconvenient();
  private static final String STATED = "2026-07-01T00:00:00Z";

  private static WeeklyWindow window(String from, String to, DayOfWeek... days) {
    return new WeeklyWindow(
        days.length == 0 ? Arrays.asList(DayOfWeek.values()) : List.of(days),
        LocalTime.parse(from),
        LocalTime.parse(to));
  }

  private static Histories stated(Histories account, String id, WeeklyWindow... times) {
    return account.tell(STATED, new InconvenienceStated(id, List.of(times), List.of()));
  }

  @Test
  void nothingStatedForbidsNothing() {
    assertTrue(Debtor.under(LIMIT, account()).mayCall("2026-07-15T17:00:00Z"));
    assertTrue(Debtor.under(LIMIT, account("a")).mayCall("2026-07-15T17:00:00Z"));
  }

  @Test
  void aStatedTimeForbidsFromItsBeginningToItsEnd() {
    Debtor debtor =
        Debtor.under(LIMIT, stated(account(), "a", window("12:00", "13:00", DayOfWeek.WEDNESDAY)));

    assertTrue(debtor.mayCall("2026-07-15T16:59:59.999Z"));
    assertFalse(debtor.mayCall("2026-07-15T17:00:00Z"));
    assertFalse(debtor.mayCall("2026-07-15T17:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-15T18:00:00Z"));
    assertTrue(debtor.mayCall("2026-07-16T17:00:00Z"));
    assertEquals(
        Set.of("HC01 until 2026-07-15T18:00:00Z"),
        debtor.forbids(Action.SMS, "2026-07-15T17:30:00Z"));
    assertEquals("2026-07-15T17:00:00Z", debtor.until(Action.CALL, "2026-07-15T10:00:00Z"));
    assertEquals("2026-07-16T20:00:00Z", debtor.until(Action.CALL, "2026-07-15T20:00:00Z"));
  }

  @Test
  void aTimeThatEndsBeforeItBeginsLastsIntoTheNextDay() {
    Debtor debtor =
        Debtor.under(LIMIT, stated(account(), "a", window("22:00", "10:00", DayOfWeek.TUESDAY)));

    assertTrue(debtor.mayCall("2026-07-15T02:59:59.999Z"));
    assertFalse(debtor.mayCall("2026-07-15T03:00:00Z"));
    assertFalse(debtor.mayCall("2026-07-15T14:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-15T15:00:00Z"));
    assertTrue(debtor.mayCall("2026-07-16T03:00:00Z"));
    assertEquals(
        Set.of("HC01 until 2026-07-15T15:00:00Z"),
        debtor.forbids(Action.CALL, "2026-07-15T04:00:00Z"));
  }

  @Test
  void equalTimesMakeAWholeDay() {
    Debtor debtor =
        Debtor.under(LIMIT, stated(account(), "a", window("00:00", "00:00", DayOfWeek.WEDNESDAY)));

    assertTrue(debtor.mayCall("2026-07-15T04:59:59.999Z"));
    assertFalse(debtor.mayCall("2026-07-15T05:00:00Z"));
    assertFalse(debtor.mayCall("2026-07-16T04:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-16T05:00:00Z"));
  }

  @Test
  void aTimeOfOneDayComesAgainInAWeek() {
    OutsideWeeklyWindows week =
        new OutsideWeeklyWindows(
            List.of(window("12:00", "13:00", DayOfWeek.WEDNESDAY)),
            List.of(ZoneId.of(Debtor.CHICAGO)));

    assertEquals(
        Instant.parse("2026-07-22T17:00:00Z"),
        week.allowedUntil(Instant.parse("2026-07-15T18:00:00Z")));
  }

  @Test
  void touchingTimesAreLeftTogether() {
    Debtor debtor =
        Debtor.under(
            LIMIT,
            stated(
                account(),
                "a",
                window("12:00", "14:00"),
                window("13:00", "15:00"),
                window("15:00", "16:30")));

    assertEquals("2026-07-15T21:30:00Z", debtor.next(Action.CALL, "2026-07-15T17:00:00Z"));
  }

  @Test
  void oneWhoFindsEveryTimeInconvenientIsNotContacted() {
    Debtor debtor = Debtor.under(LIMIT, stated(account(), "a", window("00:00", "00:00")));

    assertEquals(Set.of("HC01"), debtor.forbids(Action.CALL, "2026-07-15T17:00:00Z"));
    assertEquals("null", debtor.next(Action.CALL, "2026-07-15T17:00:00Z"));
  }

  @Test
  void theLatestStatementOfEachAccountHoldsForAll() {
    Histories own =
        stated(account(), "a", window("12:00", "13:00"))
            .tell(
                "2026-07-02T00:00:00Z",
                new InconvenienceStated("a", List.of(window("14:00", "15:00")), List.of()));
    Histories other = stated(account("b", Debtor.CHICAGO), "b", window("16:00", "17:00"));

    Debtor debtor = Debtor.under(LIMIT, own, other);

    assertTrue(debtor.mayCall("2026-07-15T17:30:00Z"));
    assertFalse(debtor.mayCall("2026-07-15T19:30:00Z"));
    assertFalse(debtor.mayCall("2026-07-15T21:30:00Z"));
  }

  @Test
  void aStatementIsTakenBackByAnEmptyOne() {
    Histories own =
        stated(account(), "a", window("00:00", "00:00"))
            .tell("2026-07-02T00:00:00Z", new InconvenienceStated("a", List.of(), List.of()));

    assertTrue(Debtor.under(LIMIT, own).mayCall("2026-07-15T17:00:00Z"));
  }

  @Test
  void aTimeForbidsInEveryZoneTheDebtorMayBeIn() {
    Debtor debtor =
        Debtor.under(
            LIMIT,
            stated(
                account("a", "America/New_York", "America/Denver"), "a", window("12:00", "13:00")));

    assertTrue(debtor.mayCall("2026-07-15T15:59:59.999Z"));
    assertFalse(debtor.mayCall("2026-07-15T16:30:00Z"));
    assertTrue(debtor.mayCall("2026-07-15T17:30:00Z"));
    assertFalse(debtor.mayCall("2026-07-15T18:30:00Z"));
    assertTrue(debtor.mayCall("2026-07-15T19:00:00Z"));
    assertEquals("2026-07-15T18:00:00Z", debtor.until(Action.CALL, "2026-07-15T17:00:00Z"));
  }

  @Test
  void windowsThatMeetAcrossZonesAreSteppedOverTogether() {
    Debtor debtor =
        Debtor.under(
            LIMIT,
            stated(
                account("a", "America/New_York", "America/Chicago"),
                "a",
                window("12:00", "13:00")));

    assertEquals("2026-07-15T18:00:00Z", debtor.next(Action.CALL, "2026-07-15T16:00:00Z"));
  }

  @Test
  void aStatedTimeWithoutAZoneForbids() {
    Debtor debtor = Debtor.under(LIMIT, stated(account("a"), "a", window("12:00", "13:00")));

    assertEquals(Set.of("HC01"), debtor.forbids(Action.CALL, "2026-07-15T03:00:00Z"));
  }

  @Test
  void aTimeInTheSkippedHourDoesNotOccurAndOneInTheRepeatedHourOccursTwice() {
    Debtor skipped = Debtor.under(LIMIT, stated(account(), "a", window("02:15", "02:45")));
    Debtor twice = Debtor.under(LIMIT, stated(account(), "a", window("01:15", "01:45")));

    assertTrue(skipped.mayCall("2026-03-08T08:00:00Z"));
    assertEquals("2026-03-09T07:15:00Z", skipped.until(Action.CALL, "2026-03-08T07:30:00Z"));
    assertFalse(twice.mayCall("2026-11-01T06:15:00Z"));
    assertTrue(twice.mayCall("2026-11-01T06:45:00Z"));
    assertEquals("2026-11-01T07:15:00Z", twice.until(Action.CALL, "2026-11-01T06:45:00Z"));
    assertFalse(twice.mayCall("2026-11-01T07:15:00Z"));
    assertTrue(twice.mayCall("2026-11-01T07:45:00Z"));
  }

  @Test
  void clocksThatJumpIntoATimeBeginIt() {
    Debtor spring = Debtor.under(LIMIT, stated(account(), "a", window("02:30", "04:00")));
    Debtor autumn = Debtor.under(LIMIT, stated(account(), "a", window("00:50", "01:30")));

    assertEquals("2026-03-08T08:00:00Z", spring.until(Action.CALL, "2026-03-08T07:00:00Z"));
    assertEquals("2026-03-08T09:00:00Z", spring.next(Action.CALL, "2026-03-08T08:00:00Z"));
    assertEquals("2026-11-01T07:00:00Z", autumn.until(Action.CALL, "2026-11-01T06:30:00Z"));
    assertEquals("2026-11-01T07:30:00Z", autumn.next(Action.CALL, "2026-11-01T07:00:00Z"));
  }

  @Test
  void clocksThatJumpOutOfATimeEndIt() {
    Debtor spring = Debtor.under(LIMIT, stated(account(), "a", window("01:30", "02:30")));
    Debtor autumn = Debtor.under(LIMIT, stated(account(), "a", window("01:30", "03:00")));

    assertEquals("2026-03-08T08:00:00Z", spring.next(Action.CALL, "2026-03-08T07:30:00Z"));
    assertEquals("2026-11-01T07:00:00Z", autumn.next(Action.CALL, "2026-11-01T06:30:00Z"));
  }

  @Test
  void anInconvenientPlaceForbidsContactThereForGood() {
    Histories own =
        account().tell(STATED, new InconvenienceStated("a", List.of(), List.of(Place.HOME)));
    Debtor debtor = Debtor.under(LIMIT, own);

    assertEquals(Set.of("HC01"), debtor.forbids(Action.CALL, Place.HOME, "2026-07-15T17:00:00Z"));
    assertTrue(debtor.may(Action.CALL, Place.MOBILE, "2026-07-15T17:00:00Z"));
    assertFalse(debtor.may(Action.CALL, null, "2026-07-15T17:00:00Z"));
    assertTrue(debtor.verdict("2026-07-15T17:00:00Z").permits(Action.CALL));
  }

  @Test
  void anUnknownPlaceIsAllowedWhereNoneIsInconvenient() {
    Debtor debtor = Debtor.under(LIMIT, stated(account(), "a", window("12:00", "13:00")));

    assertTrue(debtor.may(Action.CALL, null, "2026-07-15T20:00:00Z"));
  }
}
