package io.quittance.core.debtor;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Allows the instants whose local time lies in [opens, closes) in every zone. Correct across clock
/// changes, even when one falls into the opening or closing hour.
///
/// @param opens local time from which contact is allowed, inclusive
/// @param closes local time at which it ends, exclusive; midnight stands for the end of the day
/// @param zones zones the debtor may be in; without one nothing is allowed
public record AllowedHours(LocalTime opens, LocalTime closes, List<ZoneId> zones)
    implements TimeRule {

  /// Greatest number of steps of a search, each of about a day. Zones whose hours do not overlap
  /// within so many steps never overlap.
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
      end = Instants.earlier(end, nextClosing(from, zone.getRules()));
    }
    return end;
  }

  private boolean allows(LocalTime time) {
    return !time.isBefore(opens) && (closes.equals(LocalTime.MIDNIGHT) || time.isBefore(closes));
  }

  private boolean allows(Instant at, ZoneRules rules) {
    return allows(LocalClock.reading(at, rules).toLocalTime());
  }

  /// Returns the first allowed instant of a zone from an instant on: that instant, the next opening
  /// time, or the moment when the clocks jump into the allowed hours, whichever is first.
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

  /// Returns the first instant after an allowed one that is not allowed: the closing time, or the
  /// moment when the clocks jump out of the allowed hours.
  private Instant nextClosing(Instant from, ZoneRules rules) {
    LocalDate date = LocalClock.reading(from, rules).toLocalDate();
    LocalDateTime closing =
        (closes.equals(LocalTime.MIDNIGHT) ? date.plusDays(1) : date).atTime(closes);
    Instant next = LocalClock.notBefore(closing, from, rules);
    Instant change = LocalClock.nextTransition(from, next, rules);
    return change != null && !allows(change, rules) ? change : next;
  }
}
