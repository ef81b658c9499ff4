package io.quittance.core.contact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When the days of packs begin for a debtor who may be in one of some zones. A rule comes into
/// force at the first local midnight of its first day, and goes out of force at the last local
/// midnight of the day it no longer holds. Without a known zone any zone on earth may be the
/// debtor's.
record LawDays(List<ZoneId> zones) {

  private static final List<ZoneId> ANYWHERE =
      List.of(ZoneOffset.ofHours(14), ZoneOffset.ofHours(-12));

  LawDays {
    zones = zones.isEmpty() ? ANYWHERE : List.copyOf(zones);
  }

  /// Returns when a day begins first.
  Instant start(LocalDate day) {
    Instant first = Instant.MAX;
    for (ZoneId zone : zones) {
      Instant midnight = day.atStartOfDay(zone).toInstant();
      first = midnight.isBefore(first) ? midnight : first;
    }
    return first;
  }

  /// Returns when a day has begun everywhere; [Instant#MAX] for no day.
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

  /// Returns whether a period holds at an instant.
  boolean holds(LocalDate from, @Nullable LocalDate to, Instant at) {
    return !at.isBefore(start(from)) && at.isBefore(end(to));
  }
}
