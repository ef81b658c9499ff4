package io.quittance.core.contact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Determines when the days of packs begin for a debtor who may be in several time zones. A rule
/// comes into force at the first local midnight of its first day, and goes out of force at the last
/// local midnight of the first day on which it no longer applies. Without a known zone the debtor
/// may be in any zone on earth.
record LawDays(List<ZoneId> zones) {

  private static final List<ZoneId> ANYWHERE =
      List.of(ZoneOffset.ofHours(14), ZoneOffset.ofHours(-12));

  LawDays {
    zones = zones.isEmpty() ? ANYWHERE : List.copyOf(zones);
  }

  /// Returns when a day begins in the first of the zones.
  Instant start(LocalDate day) {
    Instant first = Instant.MAX;
    for (ZoneId zone : zones) {
      Instant midnight = day.atStartOfDay(zone).toInstant();
      first = midnight.isBefore(first) ? midnight : first;
    }
    return first;
  }

  /// Returns when a day begins in the last of the zones; [Instant#MAX] for null.
  Instant end(@Nullable LocalDate day) {
    if (day == null) {
      return Instant.MAX;
    }
    Instant last = Instant.MIN;
    for (ZoneId zone : zones) {
      Instant midnight = day.atStartOfDay(zone).toInstant();
      last = midnight.isAfter(last) ? midnight : last;
    }
    return last;
  }

  /// Returns whether a period is in force at an instant.
  boolean holds(LocalDate from, @Nullable LocalDate to, Instant at) {
    return !at.isBefore(start(from)) && at.isBefore(end(to));
  }
}
