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

/// Allows the instants at which no zone's local time lies in one of the windows. A window in an
/// hour that the clocks skip does not occur on that day; a window in an hour that they repeat
/// occurs twice.
///
/// @param windows blocked windows, at least one
/// @param zones zones the debtor may be in; without one nothing is allowed
public record OutsideWeeklyWindows(List<WeeklyWindow> windows, List<ZoneId> zones)
    implements TimeRule {

  /// How far ahead an allowed instant is searched for: longer than anybody looks ahead. Windows
  /// repeat weekly, but a change of the clocks in one zone may leave a gap that was not there
  /// before.
  private static final Duration SEARCH_PERIOD = Duration.ofDays(70);

  /// Longer than any contact window.
  private static final Duration MAX_LENGTH = Duration.ofDays(61);

  @Override
  public @Nullable Instant nextAllowed(Instant from) {
    if (zones.isEmpty()) {
      return null;
    }
    Instant limit = from.plus(SEARCH_PERIOD);
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
    Instant end = from.plus(MAX_LENGTH);
    for (ZoneId zone : zones) {
      end = nextInside(from, end, zone.getRules());
    }
    return end;
  }

  /// Returns the first instant of a zone, at `from` or later, outside all windows; `limit` when
  /// there is none before it.
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

  /// Returns the first instant of a zone, after `from`, inside a window; `limit` when there is none
  /// before it.
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

  /// Returns the latest end of the windows that contain a local time; null when none does.
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

  /// Returns the earliest beginning of a window after a local time.
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
