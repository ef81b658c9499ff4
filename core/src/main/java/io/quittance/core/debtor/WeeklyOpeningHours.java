package io.quittance.core.debtor;

import io.quittance.core.limit.Holidays;
import io.quittance.core.limit.TimeLimit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Allows the instants whose local time lies, in every zone, in the hours of that day of the week,
/// except on holidays. Correct across clock changes, even when one falls into an opening or closing
/// hour.
public final class WeeklyOpeningHours implements TimeRule {

  /// Hours that do not open within this time count as closed for ever: longer than anybody looks
  /// ahead.
  private static final Duration REACH = Duration.ofDays(70);

  private static final int DAYS = 32;

  private final Map<DayOfWeek, TimeLimit.DailyHours> hours = new EnumMap<>(DayOfWeek.class);
  private final @Nullable Holidays holidays;
  private final List<ZoneId> zones;

  public WeeklyOpeningHours(TimeLimit.WeeklyHours limit, List<ZoneId> zones) {
    limit.hours().forEach(one -> one.days().forEach(day -> hours.put(day, one)));
    this.holidays = limit.holidays();
    this.zones = limit.clock() == null ? zones : List.of(limit.clock());
  }

  @Override
  public @Nullable Instant nextAllowed(Instant from) {
    Instant limit = from.plus(REACH);
    Instant at = zones.isEmpty() ? limit : from;
    while (at.isBefore(limit)) {
      Instant before = at;
      for (ZoneId zone : zones) {
        at = nextOpening(at, limit, zone.getRules());
      }
      if (at.equals(before)) {
        return at;
      }
    }
    return null;
  }

  @Override
  public @Nullable Instant allowedUntil(Instant from) {
    Instant limit = from.plus(REACH);
    Instant end = limit;
    for (ZoneId zone : zones) {
      Instant closing = from;
      while (closing.isBefore(end) && allows(closing, zone.getRules())) {
        closing = nextClosing(closing, zone.getRules());
      }
      end = closing.isBefore(end) ? closing : end;
    }
    return end.isBefore(limit) ? end : null;
  }

  private TimeLimit.@Nullable DailyHours hours(LocalDate date) {
    return holidays != null && holidays.isHoliday(date) ? null : hours.get(date.getDayOfWeek());
  }

  private boolean allows(LocalDateTime time) {
    TimeLimit.DailyHours day = hours(time.toLocalDate());
    return day != null
        && !time.toLocalTime().isBefore(day.opens())
        && (day.closes().equals(LocalTime.MIDNIGHT) || time.toLocalTime().isBefore(day.closes()));
  }

  private boolean allows(Instant at, ZoneRules rules) {
    return allows(LocalClock.reading(at, rules));
  }

  /// Returns the first allowed instant of a zone that is not before `from`: that instant, the next
  /// opening time, or the moment the clocks jump into allowed hours, whichever comes first.
  private Instant nextOpening(Instant from, Instant limit, ZoneRules rules) {
    LocalDateTime now = LocalClock.reading(from, rules);
    if (allows(now)) {
      return from;
    }
    Instant next = limit;
    for (int ahead = 0; ahead < DAYS; ahead++) {
      LocalDate date = now.toLocalDate().plusDays(ahead);
      TimeLimit.DailyHours day = hours(date);
      if (day != null && date.atTime(day.opens()).isAfter(now)) {
        next = LocalClock.notBefore(date.atTime(day.opens()), from, rules);
        break;
      }
    }
    Instant change = LocalClock.nextTransition(from, next, rules);
    return change == null ? next : change;
  }

  /// Returns the closing time after an allowed instant, or the moment the clocks change before it.
  private Instant nextClosing(Instant from, ZoneRules rules) {
    LocalDateTime now = LocalClock.reading(from, rules);
    LocalTime closes = java.util.Objects.requireNonNull(hours(now.toLocalDate())).closes();
    LocalDateTime closing =
        closes.equals(LocalTime.MIDNIGHT)
            ? now.toLocalDate().plusDays(1).atStartOfDay()
            : now.toLocalDate().atTime(closes);
    Instant next = LocalClock.notBefore(closing, from, rules);
    Instant change = LocalClock.nextTransition(from, next, rules);
    return change == null ? next : change;
  }
}
