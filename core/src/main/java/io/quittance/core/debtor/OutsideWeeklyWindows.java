package io.quittance.core.debtor;

import io.quittance.core.vocabulary.WeeklyWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Instants at which no zone's clocks show a time in one of the windows of the week. Windows are
/// asked of what the clocks show, so that one in a skipped hour does not occur that day and one in
/// a repeated hour occurs twice.
///
/// @param windows the windows, at least one
public record OutsideWeeklyWindows(List<WeeklyWindow> windows, List<ZoneId> zones)
    implements TimeRule {

  /// Windows repeat every week: what is shut for two weeks is taken to be shut for good.
  private static final Duration WEEKS = Duration.ofDays(15);

  /// No window of contact is longer.
  private static final Duration LONGEST = Duration.ofDays(61);

  @Override
  public @Nullable Instant nextAllowed(Instant from) {
    if (zones.isEmpty()) {
      return null;
    }
    Instant limit = from.plus(WEEKS);
    Instant at = from;
    while (at.isBefore(limit)) {
      Instant before = at;
      for (ZoneId zone : zones) {
        at = nextOutside(at, limit, zone.getRules());
      }
      if (at.equals(before)) {
        return at;
      }
    }
    return null;
  }

  @Override
  public @Nullable Instant allowedUntil(Instant from) {
    Instant end = from.plus(LONGEST);
    for (ZoneId zone : zones) {
      end = nextInside(from, end, zone.getRules());
    }
    return end;
  }

  /// The first instant of a zone, from one on, outside all windows; the limit when none is before.
  private Instant nextOutside(Instant from, Instant limit, ZoneRules rules) {
    Instant at = from;
    while (at.isBefore(limit)) {
      LocalDateTime end = latestEndAround(LocalClock.reading(at, rules));
      if (end == null) {
        return at;
      }
      Instant next = LocalClock.notBefore(end, at, rules);
      Instant change = LocalClock.nextTransition(at, next, rules);
      at = change == null ? next : change;
    }
    return limit;
  }

  /// The first instant of a zone, after one, inside a window; the limit when none is before.
  private Instant nextInside(Instant from, Instant limit, ZoneRules rules) {
    Instant at = from;
    while (at.isBefore(limit)) {
      LocalDateTime start = nextStartAfter(LocalClock.reading(at, rules));
      Instant next = LocalClock.notBefore(start, at, rules);
      Instant change = LocalClock.nextTransition(at, next, rules);
      at = change == null ? next : change;
      if (at.isBefore(limit) && latestEndAround(LocalClock.reading(at, rules)) != null) {
        return at;
      }
    }
    return limit;
  }

  /// The latest end of the windows around a local time; null when it is in none.
  private @Nullable LocalDateTime latestEndAround(LocalDateTime now) {
    LocalDateTime latest = null;
    for (WeeklyWindow window : windows) {
      for (int back = 0; back <= 1; back++) {
        LocalDate day = now.toLocalDate().minusDays(back);
        LocalDateTime end = end(window, day);
        boolean inside =
            window.days().contains(day.getDayOfWeek())
                && !now.isBefore(day.atTime(window.from()))
                && now.isBefore(end);
        if (inside && (latest == null || end.isAfter(latest))) {
          latest = end;
        }
      }
    }
    return latest;
  }

  private static LocalDateTime end(WeeklyWindow window, LocalDate day) {
    LocalTime to = window.to();
    return (to.isAfter(window.from()) ? day : day.plusDays(1)).atTime(to);
  }

  /// The earliest beginning of a window after a local time.
  private LocalDateTime nextStartAfter(LocalDateTime now) {
    LocalDateTime earliest = now.plusDays(8);
    for (WeeklyWindow window : windows) {
      Set<DayOfWeek> days = Set.copyOf(window.days());
      for (int ahead = 0; ahead <= 7; ahead++) {
        LocalDateTime start = now.toLocalDate().plusDays(ahead).atTime(window.from());
        if (days.contains(start.getDayOfWeek()) && start.isAfter(now) && start.isBefore(earliest)) {
          earliest = start;
        }
      }
    }
    return earliest;
  }
}
