package io.quittance.core.limit;

import de.focus_shift.jollyday.core.parser.functions.CalculateGregorianEasterSunday;
import de.focus_shift.jollyday.core.parser.functions.CalculateJulianEasterSunday;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.time.chrono.IsoChronology;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A day of each year, as packs write it: `12-25`, `easter+1`, `orthodox+50`, `monday#2/10` (the
/// second Monday of October) or `monday<05-25` (the last Monday before 25 May). A suffix such as
/// `+1` moves the day, and `if saturday` restricts it to the years in which the unmoved day is a
/// Saturday.
record HolidayRule(Base base, int plus, @Nullable DayOfWeek only) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d\\d)-(\\d\\d)|(easter|orthodox)|([a-z]+)#(\\d)/(\\d\\d)|([a-z]+)<(\\d\\d)-(\\d\\d))"
              + "([+-]\\d{1,2})?(?: if ([a-z]+))?");

  /// A day of the year before any move or restriction.
  sealed interface Base {
    LocalDate in(int year);
  }

  private record Fixed(int month, int day) implements Base {
    @Override
    public LocalDate in(int year) {
      return month == 2 && day == 29 && !IsoChronology.INSTANCE.isLeapYear(year)
          ? LocalDate.of(year, 3, 1)
          : LocalDate.of(year, month, day);
    }
  }

  private record Easter(boolean orthodox) implements Base {
    @Override
    public LocalDate in(int year) {
      Year of = Year.of(year);
      return orthodox
          ? new CalculateJulianEasterSunday().apply(of)
          : new CalculateGregorianEasterSunday().apply(of);
    }
  }

  private record Nth(DayOfWeek day, int number, int month) implements Base {
    @Override
    public LocalDate in(int year) {
      return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(number, day));
    }
  }

  private record Before(DayOfWeek weekday, int month, int day) implements Base {
    @Override
    public LocalDate in(int year) {
      return LocalDate.of(year, month, day).with(TemporalAdjusters.previous(weekday));
    }
  }

  static HolidayRule parse(String text) {
    Matcher form = FORM.matcher(text);
    try {
      if (form.matches()) {
        String plus = form.group(10);
        String only = form.group(11);
        return new HolidayRule(
            base(form),
            plus == null ? 0 : Integer.parseInt(plus),
            only == null ? null : weekday(only));
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      throw unreadable(text, e);
    }
    throw unreadable(text, null);
  }

  private static IllegalArgumentException unreadable(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "holidays: \""
            + text
            + "\" is not a day; write 12-25, easter+1, orthodox+50, monday#2/10 or monday<05-25,"
            + " followed by \"if saturday\" for a day that is a holiday only in some years",
        cause);
  }

  private static Base base(Matcher form) {
    if (form.group(1) != null) {
      Fixed fixed = new Fixed(number(form, 1), number(form, 2));
      fixed.in(2024);
      return fixed;
    } else if (form.group(3) != null) {
      return new Easter(form.group(3).equals("orthodox"));
    } else if (form.group(4) != null) {
      Nth nth = new Nth(weekday(form.group(4)), number(form, 5), number(form, 6));
      nth.in(2024);
      return nth;
    }
    Before before = new Before(weekday(form.group(7)), number(form, 8), number(form, 9));
    before.in(2024);
    return before;
  }

  private static int number(Matcher form, int group) {
    return Integer.parseInt(form.group(group));
  }

  private static DayOfWeek weekday(String name) {
    return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /// Returns the day of a year; empty in a year in which it does not occur.
  Optional<LocalDate> date(int year) {
    LocalDate day = base.in(year);
    return only == null || day.getDayOfWeek() == only
        ? Optional.of(day.plusDays(plus))
        : Optional.empty();
  }
}
