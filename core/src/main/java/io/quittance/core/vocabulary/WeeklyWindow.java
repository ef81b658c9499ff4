package io.quittance.core.vocabulary;

import io.quittance.core.validation.Check;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/// Period of the day that recurs on given days of the week, by the debtor's local time.
///
/// @param days days on which the period begins; 1 to 7, each once
/// @param from local time at which it begins, inclusive
/// @param to local time at which it ends, exclusive; a time at or before `from` lies on the next
///   day, so that equal times make a whole day
public record WeeklyWindow(List<DayOfWeek> days, LocalTime from, LocalTime to) {
  /// @throws InvalidEventException when a part is missing or a day is repeated
  public WeeklyWindow {
    days = Check.distinct("times.days", days, 1, 7);
    Check.required("times.from", from);
    Check.required("times.to", to);
  }
}
