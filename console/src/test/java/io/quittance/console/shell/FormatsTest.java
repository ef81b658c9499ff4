package io.quittance.console.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FormatsTest {

  @Test
  void timesNameTheirZoneAndAgesTheirLargestUnit() {
    assertEquals("2 Mar 2026 15:41 UTC", Formats.shown(Instant.parse("2026-03-02T15:41:59Z")));
    assertEquals("2 Mar 2026", Formats.day(Instant.parse("2026-03-02T00:00:00Z")));
    assertEquals("4 d", Formats.age(Duration.ofHours(119)));
    assertEquals("3 h", Formats.age(Duration.ofMinutes(239)));
    assertEquals("12 min", Formats.age(Duration.ofSeconds(779)));
    assertEquals("0 min", Formats.age(Duration.ofMinutes(-5)));
  }

  @Test
  void numbersAreGroupedAndNamesAreParts() {
    assertEquals("1,234,567", Formats.grouped(1_234_567));
    assertEquals("0.741", Formats.figure(0.7412));
    assertEquals("a%2Fb%3F%20%26%3C", Formats.part("a/b? &<"));
  }
}
