package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.CHICAGO;
import static io.quittance.core.contact.Debtor.account;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.debtor.LocalClock;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.vocabulary.Action;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// HC01 (8 to 21) and HC19 (8 to 19).
class QuietHoursTest {

  private static final Limit EIGHT_TO_NINE =
      new TimeLimit.QuietHours(LocalTime.of(8, 0), LocalTime.of(21, 0));
  private static final Limit INDIA =
      new TimeLimit.QuietHours(LocalTime.of(8, 0), LocalTime.of(19, 0));

  @ParameterizedTest
  @CsvSource({
    "2026-07-15T12:59:59.999Z, false",
    "2026-07-15T13:00:00Z,     true",
    "2026-07-16T01:59:59.999Z, true",
    "2026-07-16T02:00:00Z,     false",
    "2026-07-16T04:59:59.999Z, false",
    // winter: 8 and 21 o'clock are 14:00Z and 03:00Z
    "2026-01-15T13:59:59.999Z, false",
    "2026-01-15T14:00:00Z,     true",
    "2026-01-16T02:59:59.999Z, true",
    "2026-01-16T03:00:00Z,     false"
  })
  void contactsAreMadeFromEightToNine(String at, boolean allowed) {
    Debtor debtor = Debtor.under(EIGHT_TO_NINE, account());

    assertEquals(allowed, debtor.mayCall(at));
    assertEquals(allowed, debtor.may(Action.SMS, at));
    assertEquals(allowed, debtor.may(Action.EMAIL, at));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-15T02:29:59.999Z, false",
    "2026-07-15T02:30:00Z,     true",
    "2026-07-15T13:29:59.999Z, true",
    "2026-07-15T13:30:00Z,     false"
  })
  void inIndiaCallsEndAtSeven(String at, boolean allowed) {
    assertEquals(allowed, Debtor.under(INDIA, account("a", "Asia/Kolkata")).mayCall(at));
  }

  @Test
  void onTheDayTheClocksSpringForwardEightOClockComesAnHourEarlier() {
    Debtor debtor = Debtor.under(EIGHT_TO_NINE, account());

    assertFalse(debtor.mayCall("2026-03-08T12:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-03-08T13:00:00Z"));
    assertTrue(debtor.mayCall("2026-03-08T02:59:59.999Z"));
    assertFalse(debtor.mayCall("2026-03-08T03:00:00Z"));
    assertEquals("2026-03-08T13:00:00Z", debtor.next(Action.CALL, "2026-03-08T03:00:00Z"));
  }

  @Test
  void onTheDayTheClocksFallBackEightOClockComesAnHourLater() {
    Debtor debtor = Debtor.under(EIGHT_TO_NINE, account());

    assertFalse(debtor.mayCall("2026-11-01T13:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-11-01T14:00:00Z"));
    assertTrue(debtor.mayCall("2026-11-01T01:59:59.999Z"));
    assertFalse(debtor.mayCall("2026-11-01T02:00:00Z"));
    assertEquals("2026-11-01T14:00:00Z", debtor.next(Action.CALL, "2026-11-01T02:00:00Z"));
  }

  /// Clocks that change inside the allowed hours: from 01:30 on, closed while they show an hour
  /// that is not allowed.
  @Test
  void whereClocksChangeInsideTheHoursTheirReadingCounts() {
    Limit night = new TimeLimit.QuietHours(LocalTime.of(1, 30), LocalTime.of(2, 30));
    Debtor debtor = Debtor.under(night, account());

    // spring forward: 01:59:59 is followed by 03:00
    assertEquals("2026-03-08T08:00:00Z", debtor.until(Action.CALL, "2026-03-08T07:30:00Z"));
    assertFalse(debtor.mayCall("2026-03-08T08:00:00Z"));
    assertEquals("2026-03-09T06:30:00Z", debtor.next(Action.CALL, "2026-03-08T08:00:00Z"));
    // fall back: 01:59:59 is followed by 01:00
    assertEquals("2026-11-01T07:00:00Z", debtor.until(Action.CALL, "2026-11-01T06:30:00Z"));
    assertFalse(debtor.mayCall("2026-11-01T07:29:59Z"));
    assertEquals("2026-11-01T07:30:00Z", debtor.next(Action.CALL, "2026-11-01T07:00:00Z"));
    assertEquals("2026-11-01T08:30:00Z", debtor.until(Action.CALL, "2026-11-01T07:30:00Z"));
  }

  @Test
  void clocksThatJumpIntoTheHoursOpenThem() {
    Limit early = new TimeLimit.QuietHours(LocalTime.of(2, 30), LocalTime.of(4, 0));
    Limit repeated = new TimeLimit.QuietHours(LocalTime.of(1, 0), LocalTime.of(1, 45));

    assertEquals(
        "2026-03-08T08:00:00Z",
        Debtor.under(early, account()).next(Action.CALL, "2026-03-08T07:00:00Z"));
    // 01:45 to 02:00 is closed, then the clocks show 01:00 again
    assertEquals(
        "2026-11-01T07:00:00Z",
        Debtor.under(repeated, account()).next(Action.CALL, "2026-11-01T06:50:00Z"));
    assertEquals(
        "2026-11-02T07:00:00Z",
        Debtor.under(repeated, account()).next(Action.CALL, "2026-11-01T07:50:00Z"));
  }

  @Test
  void everyZoneOfEveryAccountMustAllowTheInstant() {
    Debtor debtor =
        Debtor.under(
            EIGHT_TO_NINE, account("a", "America/New_York"), account("b", "Pacific/Honolulu"));

    assertFalse(debtor.mayCall("2026-07-15T17:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-15T18:00:00Z"));
    assertTrue(debtor.mayCall("2026-07-16T00:59:59.999Z"));
    assertFalse(debtor.mayCall("2026-07-16T01:00:00Z"));
    assertEquals(
        "2026-07-15T18:00:00Z 2026-07-16T01:00:00Z",
        debtor.window(Action.SMS, "2026-07-15T10:00:00Z"));
  }

  @Test
  void zonesWithoutACommonHourBlockForGood() {
    Debtor debtor =
        Debtor.under(
            EIGHT_TO_NINE,
            account("a", "Pacific/Honolulu", "Europe/Istanbul", "America/Sao_Paulo"));

    assertEquals(Set.of("HC01"), debtor.forbids(Action.CALL, "2026-07-15T20:00:00Z"));
    assertEquals("null", debtor.next(Action.CALL, "2026-07-15T20:00:00Z"));
  }

  @Test
  void withoutAZoneNothingIsAllowed() {
    Debtor debtor = Debtor.under(EIGHT_TO_NINE, account("a"));

    assertEquals(Set.of("HC01"), debtor.forbids(Action.CALL, "2026-07-15T17:00:00Z"));
  }

  @Test
  void aRefusalSaysUntilWhenAndAPermitUntilWhen() {
    Debtor debtor = Debtor.under(EIGHT_TO_NINE, account("a", CHICAGO));

    assertEquals(
        Set.of("HC01 until 2026-07-15T13:00:00Z"),
        debtor.forbids(Action.CALL, "2026-07-15T12:00:00Z"));
    assertEquals("2026-07-16T02:00:00Z", debtor.until(Action.CALL, "2026-07-15T13:00:00Z"));
  }

  @Test
  void hoursMustOpenBeforeTheyClose() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new TimeLimit.QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TimeLimit.QuietHours(LocalTime.of(8, 0), LocalTime.of(8, 0)));
  }

  /// 08:00 in Chicago is 13:00 UTC in July; 01:30 comes twice on 1 November 2026, at 06:30 and
  /// 07:30 UTC, and the day after at 07:30 UTC.
  @ParameterizedTest
  @CsvSource({
    "2026-07-15T08:00, 2026-07-15T13:00:00Z, 2026-07-15T13:00:00Z",
    "2026-07-15T08:00, 2026-07-15T13:00:00.001Z, 2026-07-16T13:00:00Z",
    "2026-11-01T01:30, 2026-11-01T06:30:00Z, 2026-11-01T06:30:00Z",
    "2026-11-01T01:30, 2026-11-01T06:30:00.001Z, 2026-11-01T07:30:00Z",
    "2026-11-01T01:30, 2026-11-01T07:30:00.001Z, 2026-11-02T07:30:00Z"
  })
  void aReadingThatIsPastComesAgainOnTheNextDay(LocalDateTime local, Instant from, Instant next) {
    assertEquals(next, LocalClock.notBefore(local, from, ZoneId.of(CHICAGO).getRules()));
  }
}
