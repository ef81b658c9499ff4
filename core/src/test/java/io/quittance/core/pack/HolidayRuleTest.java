package io.quittance.core.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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

  private static List<String> rows() throws IOException {
    try (InputStream table =
        Objects.requireNonNull(HolidayRuleTest.class.getResourceAsStream("/easter.csv"))) {
      return new String(table.readAllBytes(), UTF_8).lines().skip(1).toList();
    }
  }
}
