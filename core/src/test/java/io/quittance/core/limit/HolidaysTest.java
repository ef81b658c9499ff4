package io.quittance.core.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which days are holidays, and how business days are counted past them.
class HolidaysTest {

  private static Holidays of(
      String calendar, @Nullable String region, boolean publicOnly, List<String> also) {
    return new Holidays(calendar, region, publicOnly, also, null);
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  @ParameterizedTest
  @CsvSource({
    "us, , 2026-07-03, true",
    "us, , 2026-12-25, true",
    "us, , 2026-12-24, false",
    "ca, , 2026-07-01, true",
    "ca, , 2026-06-24, false",
    "ca, qc, 2026-06-24, true",
    "ca, qc, 2026-07-01, true",
    "gr, , 2026-03-25, true",
    "gr, , 2026-03-26, false"
  })
  void aCalendarAndItsRegionsHaveTheirOwnDays(
      String calendar, @Nullable String region, String date, boolean holiday) {
    assertEquals(holiday, of(calendar, region, false, List.of()).isHoliday(day(date)));
  }

  @Test
  void aPackAddsDaysAndTakesDaysAway() {
    Holidays changed = new Holidays("ca", null, null, List.of("12-26", "09-30"), List.of("07-01"));

    assertTrue(changed.isHoliday(day("2026-09-30")));
    assertTrue(changed.isHoliday(day("2027-12-26")));
    assertFalse(changed.isHoliday(day("2026-07-01")));
    assertTrue(changed.isHoliday(day("2026-12-25")));
  }

  @Test
  void bankHolidaysAndObservancesCanBeLeftOut() {
    Holidays all = of("ca", "qc", false, List.of());
    Holidays open = of("ca", "qc", true, List.of());

    assertTrue(all.isHoliday(day("2026-09-30")), "an observance for federal employees alone");
    assertFalse(open.isHoliday(day("2026-09-30")));
    assertTrue(open.isHoliday(day("2026-06-24")));
    assertTrue(open.isHoliday(day("2026-12-25")));
  }

  /// Wednesday, 1 July 2026. The 3rd is kept for Independence Day, which is a Saturday.
  @ParameterizedTest
  @CsvSource({
    "2026-07-01, 0, 2026-07-01, 2026-07-01",
    "2026-07-01, 1, 2026-07-02, 2026-07-02",
    "2026-07-01, 2, 2026-07-03, 2026-07-06",
    "2026-07-01, 3, 2026-07-06, 2026-07-07",
    "2026-07-04, 1, 2026-07-06, 2026-07-06",
    "2026-07-01, 5, 2026-07-08, 2026-07-09"
  })
  void businessDaysLeaveOutWeekendsAndHolidays(
      String from, int days, String withoutHolidays, String withThem) {
    assertEquals(day(withoutHolidays), Holidays.plusBusinessDays(day(from), days, null));
    assertEquals(
        day(withThem),
        Holidays.plusBusinessDays(day(from), days, of("us", null, false, List.of())));
  }

  @Test
  void theDescriptionSaysAllThatTellsHolidaysApart() {
    Holidays all = new Holidays("ca", "on", true, List.of("12-26", "easter+1"), List.of("07-01"));

    assertEquals("ca-on, public holidays only, also 12-26, easter+1, except 07-01", all.describe());
    assertEquals("ca", of("ca", null, false, List.of()).describe());
    assertEquals("Holidays[ca]", of("ca", null, false, List.of()).toString());
  }

  @Test
  void holidaysThatAreDescribedAlikeAreEqual() {
    Holidays one = of("ca", "on", false, List.of("12-26"));

    assertEquals(one, of("ca", "on", false, List.of("12-26")));
    assertEquals(one.hashCode(), of("ca", "on", false, List.of("12-26")).hashCode());
    assertNotEquals(0, one.hashCode());
    assertNotEquals(one, of("ca", "qc", false, List.of("12-26")));
    assertNotEquals(one, "ca-on, also 12-26");
    assertNotEquals(one, null);
  }

  @Test
  void anUnknownCalendarOrRegionIsRefused() {
    refused("calendar: unknown holiday calendar zz", "zz", null);
    refused("region: holiday calendar ca has no region zz", "ca", "zz");
  }

  private static void refused(String reason, String calendar, @Nullable String region) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> of(calendar, region, false, List.of()));
    assertEquals(reason, refused.getMessage());
  }
}
