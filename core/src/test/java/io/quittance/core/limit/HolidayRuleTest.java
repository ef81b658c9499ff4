package io.quittance.core.limit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HolidayRuleTest {

  /// `easter.csv` holds the dates of Western and Orthodox Easter in the Gregorian calendar. Those
  /// of 1970 to 2099 are the reference data of the Haskell library `time`
  /// (`easter-reference-1900-2099.csv`), taken from the table of the U.S. Census Bureau and from
  /// the Paschalion of OrthodoxWiki. Those of 2100 are from the Python library `dateutil`, which
  /// agrees with the others. From March 2100 on the Julian calendar is 14 days behind instead of
  /// 13.
  @Test
  void easterFallsOnThePublishedDatesOf1970To2100() throws IOException {
    List<String> rows = rows();
    HolidayRule western = HolidayRule.parse("easter");
    HolidayRule orthodox = HolidayRule.parse("orthodox");

    assertEquals(131, rows.size());
    for (String row : rows) {
      String[] dates = row.split(",", -1);
      LocalDate expected = LocalDate.parse(dates[0]);

      assertEquals(Optional.of(expected), western.date(expected.getYear()));
      assertEquals(Optional.of(LocalDate.parse(dates[1])), orthodox.date(expected.getYear()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "12-25, 2026, 2026-12-25",
    "02-29, 2028, 2028-02-29",
    "02-29, 2026, 2026-03-01",
    "02-28, 2026, 2026-02-28",
    "03-29, 2026, 2026-03-29",
    "12-25+1, 2026, 2026-12-26",
    "01-01-1, 2026, 2025-12-31",
    "easter, 2026, 2026-04-05",
    "easter+1, 2026, 2026-04-06",
    "easter-2, 2026, 2026-04-03",
    "orthodox, 2026, 2026-04-12",
    "orthodox+50, 2026, 2026-06-01",
    "monday#2/10, 2026, 2026-10-12",
    "monday#1/02, 2027, 2027-02-01",
    "monday<05-25, 2026, 2026-05-18",
    "monday<05-25, 2027, 2027-05-24",
    "07-01+1 if sunday, 2029, 2029-07-02",
    "07-01+1 if sunday, 2026, ",
    "12-25+2 if saturday, 2027, 2027-12-27",
    "12-25+2 if saturday, 2026, "
  })
  void eachFormNamesItsDayOfAYear(String rule, int year, @Nullable LocalDate day) {
    assertEquals(Optional.ofNullable(day), HolidayRule.parse(rule).date(year));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12/25",
        "13-01",
        "02-30",
        "pentecost",
        "someday#2/10",
        "monday#2/13",
        "someday<05-25",
        "monday<13-01",
        "12-25 if someday",
        "12-25 on saturday",
        "easter+100"
      })
  void whatIsNoDayIsRefusedWithTheFormsThatAre(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> HolidayRule.parse(text));

    assertTrue(
        String.valueOf(refused.getMessage())
            .contains("\"" + text + "\" is not a day; write 12-25, easter+1"),
        refused.getMessage());
  }

  private static List<String> rows() throws IOException {
    try (InputStream table =
        Objects.requireNonNull(HolidayRuleTest.class.getResourceAsStream("/easter.csv"))) {
      return new String(table.readAllBytes(), UTF_8).lines().skip(1).toList();
    }
  }
}
