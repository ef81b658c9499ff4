package io.quittance.core.debtor;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Instants whose local time lies in [opens, closes) in every zone; closing at midnight is closing
/// at the end of the day. Right across changes of the clocks, also where one falls into the opening
/// or closing hour.
public record AllowedHours(LocalTime opens, LocalTime closes, List<ZoneId> zones)
    implements TimeRule {

  /// A step moves on by about a day. Zones whose hours do not meet in this many do not meet.
  private static final int MAX_STEPS = 128;

  @Override
  public @Nullable Instant nextAllowed(Instant from) {
    if (zones.isEmpty()) {
      return null;
    }
    Instant at = from;
    for (int step = 0; step < MAX_STEPS; step++) {
      Instant before = at;
      for (ZoneId zone : zones) {
        at = nextOpening(at, zone.getRules());
      }
      if (at.equals(before)) {
        return at;
      }
    }
    return null;
  }

  @Override
  public @Nullable Instant allowedUntil(Instant from) {
    Instant end = null;
    for (ZoneId zone : zones) {
      end = TimeRule.earlier(end, nextClosing(from, zone.getRules()));
    }
    return end;
  }

  private boolean allows(LocalTime time) {
    return !time.isBefore(opens) && (closes.equals(LocalTime.MIDNIGHT) || time.isBefore(closes));
  }

  private boolean allows(Instant at, ZoneRules rules) {
    return allows(LocalClock.reading(at, rules).toLocalTime());
  }

  /// The first allowed instant of a zone from an instant on: now, or the next opening time, or the
  /// moment the clocks jump into the allowed hours, whichever comes first.
  private Instant nextOpening(Instant from, ZoneRules rules) {
    LocalDateTime now = LocalClock.reading(from, rules);
    if (allows(now.toLocalTime())) {
      return from;
    }
    boolean today = now.toLocalTime().isBefore(opens);
    LocalDateTime opening = now.toLocalDate().plusDays(today ? 0 : 1).atTime(opens);
    Instant next = LocalClock.notBefore(opening, from, rules);
    Instant change = LocalClock.nextTransition(from, next, rules);
    return change != null && allows(change, rules) ? change : next;
  }

  /// The first instant after an allowed one that is not: the closing time, or the moment the clocks
  /// jump out of the allowed hours.
  private Instant nextClosing(Instant from, ZoneRules rules) {
    LocalDate date = LocalClock.reading(from, rules).toLocalDate();
    LocalDateTime closing =
        (closes.equals(LocalTime.MIDNIGHT) ? date.plusDays(1) : date).atTime(closes);
    Instant next = LocalClock.notBefore(closing, from, rules);
    Instant change = LocalClock.nextTransition(from, next, rules);
    return change != null && !allows(change, rules) ? change : next;
  }
}
