package io.quittance.core.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quittance.core.debtor.WeeklyOpeningHours;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.limit.TimeLimit.DailyHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Hours by the day of the week, by hand. New York is at -04:00 and Chicago at -05:00 in July.
class WeeklyOpeningHoursTest {

  private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  private static WeeklyOpeningHours hours(
      Set<DayOfWeek> days, String opens, String closes, String... zones) {
    return new WeeklyOpeningHours(
        new TimeLimit.WeeklyHours(
            List.of(new DailyHours(days, LocalTime.parse(opens), LocalTime.parse(closes))),
            null,
            null),
        Stream.of(zones).map(ZoneId::of).toList());
  }

  private static @Nullable String until(WeeklyOpeningHours hours, String from) {
    Instant end = hours.allowedUntil(Instant.parse(from));
    return end == null ? null : end.toString();
  }

  private static @Nullable String next(WeeklyOpeningHours hours, String from) {
    Instant opening = hours.nextAllowed(Instant.parse(from));
    return opening == null ? null : opening.toString();
  }

  @Test
  void hoursEndAtTheFirstClosingOfAnyZone() {
    WeeklyOpeningHours both =
        hours(WORKDAYS, "08:00", "20:00", "America/Chicago", "America/New_York");

    assertEquals("2026-07-16T00:00:00Z", until(both, "2026-07-15T17:00:00Z"));
    assertEquals(
        "2026-07-16T00:00:00Z",
        until(
            hours(WORKDAYS, "08:00", "20:00", "America/New_York", "America/Chicago"),
            "2026-07-15T17:00:00Z"));
  }

  @Test
  void hoursBeginAtTheLastOpeningOfAllZones() {
    WeeklyOpeningHours both =
        hours(WORKDAYS, "08:00", "20:00", "America/Chicago", "America/New_York");

    assertEquals("2026-07-15T13:00:00Z", next(both, "2026-07-15T00:30:00Z"));
    assertEquals("2026-07-15T13:00:00Z", next(both, "2026-07-15T13:00:00Z"));
    assertEquals("2026-07-20T13:00:00Z", next(both, "2026-07-18T00:00:00Z"));
  }

  @Test
  void midnightIsTheEndOfTheDayAndTheNextOneMayFollowAtOnce() {
    WeeklyOpeningHours whole = hours(WORKDAYS, "00:00", "00:00", "America/New_York");

    assertEquals("2026-07-18T04:00:00Z", until(whole, "2026-07-15T17:00:00Z"));
    assertEquals("2026-07-20T04:00:00Z", next(whole, "2026-07-18T04:00:00Z"));
    assertEquals("2026-07-18T03:59:59.999Z", next(whole, "2026-07-18T03:59:59.999Z"));
  }

  @Test
  void hoursThatNeverCloseHaveNoEndAndWithoutAZoneNoneIsKnown() {
    assertNull(
        until(
            hours(EnumSet.allOf(DayOfWeek.class), "00:00", "00:00", "America/New_York"),
            "2026-07-15T17:00:00Z"));
    assertNull(next(hours(WORKDAYS, "08:00", "20:00"), "2026-07-15T17:00:00Z"));
  }

  @Test
  void closedTimesEndAtOnce() {
    assertEquals(
        "2026-07-18T17:00:00Z",
        until(hours(WORKDAYS, "08:00", "20:00", "America/New_York"), "2026-07-18T17:00:00Z"));
  }
}
