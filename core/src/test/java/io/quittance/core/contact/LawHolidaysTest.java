package io.quittance.core.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.limit.Holidays;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PolicyPack;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The holidays of the packs, day by day, against the dates that were written by hand.
class LawHolidaysTest {

  static List<Holidays> ofPacks() {
    return BuiltInPacks.DEFAULTS.stream()
        .map(PolicyPack::builtIn)
        .flatMap(pack -> pack.rules().stream())
        .flatMap(
            rule ->
                switch (rule.limit()) {
                  case TimeLimit.WeeklyHours hours -> Stream.ofNullable(hours.holidays());
                  case StatusLimit.ValidationAndDispute l -> Stream.ofNullable(l.holidays());
                  default -> Stream.<Holidays>empty();
                })
        .distinct()
        .toList();
  }

  @Test
  void theTableHasTheCalendarsOfThePacksAndNoOther() {
    assertEquals(Set.copyOf(ofPacks()), LawHolidays.calendars());
  }

  @ParameterizedTest
  @MethodSource("ofPacks")
  void eachDayOfThreeYearsIsAHolidayExactlyIfTheTableSaysSo(Holidays calendar) {
    TreeSet<LocalDate> byHand = new TreeSet<>();
    TreeSet<LocalDate> byPack = new TreeSet<>();
    LocalDate end = LocalDate.of(LawHolidays.LAST_YEAR + 1, 1, 1);
    for (LocalDate day = LocalDate.of(LawHolidays.FIRST_YEAR, 1, 1);
        day.isBefore(end);
        day = day.plusDays(1)) {
      add(byHand, day, LawHolidays.isHoliday(calendar, day));
      add(byPack, day, calendar.isHoliday(day));
    }

    assertTrue(byHand.size() >= 27, byHand::toString);
    assertEquals(byHand, byPack);
  }

  private static void add(Set<LocalDate> days, LocalDate day, boolean holiday) {
    if (holiday) {
      days.add(day);
    }
  }

  @Test
  void theTableStandsBeforeTheCalendarAndTheCalendarOutsideOfTheTable() {
    Holidays fourthOfMay = new Holidays("us", null, null, List.of("05-04"), null);
    LocalDate may = LocalDate.of(2026, 5, 4);

    assertTrue(LawHolidays.isHoliday(fourthOfMay, may));
    assertTrue(LawHolidays.isHoliday(LawHolidays.CANADA, LocalDate.of(2028, 12, 25)));
    assertEquals(
        List.of(false, false), List.of(holiday(null, may), holiday(LawHolidays.CANADA, may)));
  }

  private static boolean holiday(@Nullable Holidays calendar, LocalDate day) {
    return LawHolidays.isHoliday(calendar, day);
  }
}
