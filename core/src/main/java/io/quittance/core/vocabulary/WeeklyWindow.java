package io.quittance.core.vocabulary;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/// A time of the week by the debtor's own clocks.
///
/// @param days the days on which it begins, at least one
/// @param from inclusive
/// @param to exclusive; at or before `from` it lies on the next day, so that equal times make a
///   whole day
public record WeeklyWindow(List<DayOfWeek> days, LocalTime from, LocalTime to) {
  public WeeklyWindow {
    days = Check.distinct("times.days", days, 1, 7);
    Check.required("times.from", from);
    Check.required("times.to", to);
  }
}
