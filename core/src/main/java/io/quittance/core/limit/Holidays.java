package io.quittance.core.limit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The holidays of a place: those of a Jollyday calendar, plus the days that a pack adds and minus
/// those that it removes, each written as a [HolidayRule]. Computes the days of a year once. Safe
/// for concurrent use.
public final class Holidays {

  private final String calendar;
  private final @Nullable String region;
  private final boolean publicOnly;
  private final List<String> also;
  private final List<String> except;
  private final List<HolidayRule> added;
  private final List<HolidayRule> removed;
  private final HolidayManager manager;
  private final Map<Integer, Set<LocalDate>> years = new ConcurrentHashMap<>();

  /// @param calendar the country in Jollyday, such as `ca`
  /// @param region part of the country, such as `on`; null for the holidays of the whole country
  /// @param publicOnly whether to leave out bank holidays and observances
  /// @param also days that are holidays in addition to those of the calendar
  /// @param except days of the calendar that are not holidays
  @JsonCreator
  public Holidays(
      @JsonProperty("calendar") String calendar,
      @JsonProperty("region") @Nullable String region,
      @JsonProperty("publicOnly") @Nullable Boolean publicOnly,
      @JsonProperty("also") @Nullable List<String> also,
      @JsonProperty("except") @Nullable List<String> except) {
    if (calendar == null) {
      throw new IllegalArgumentException("calendar: holidays must name a calendar, such as ca");
    }
    this.calendar = calendar;
    this.region = region;
    this.publicOnly = publicOnly != null && publicOnly;
    this.also = also == null ? List.of() : List.copyOf(also);
    this.except = except == null ? List.of() : List.copyOf(except);
    this.added = this.also.stream().map(HolidayRule::parse).toList();
    this.removed = this.except.stream().map(HolidayRule::parse).toList();
    this.manager = manager(calendar);
    if (region != null && !manager.getCalendarHierarchy().getChildren().containsKey(region)) {
      throw new IllegalArgumentException(
          "region: holiday calendar " + calendar + " has no region " + region);
    }
  }

  private static HolidayManager manager(String calendar) {
    try {
      return HolidayManager.getInstance(ManagerParameters.create(calendar));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("calendar: unknown holiday calendar " + calendar, e);
    }
  }

  /// Returns whether a date is a holiday.
  public boolean isHoliday(LocalDate date) {
    return years.computeIfAbsent(date.getYear(), this::holidays).contains(date);
  }

  /// Returns the date that is a number of business days later; Saturdays, Sundays and holidays do
  /// not count.
  ///
  /// @param holidays null when no day is a holiday
  public static LocalDate plusBusinessDays(LocalDate date, int days, @Nullable Holidays holidays) {
    LocalDate day = date;
    int left = days;
    while (left > 0) {
      day = day.plusDays(1);
      if (day.getDayOfWeek() != DayOfWeek.SATURDAY
          && day.getDayOfWeek() != DayOfWeek.SUNDAY
          && (holidays == null || !holidays.isHoliday(day))) {
        left--;
      }
    }
    return day;
  }

  private Set<LocalDate> holidays(int year) {
    Set<LocalDate> dates = new HashSet<>();
    Set<Holiday> told =
        region == null
            ? manager.getHolidays(Year.of(year))
            : manager.getHolidays(Year.of(year), region);
    for (Holiday holiday : told) {
      if (!publicOnly || holiday.getType() == HolidayType.PUBLIC_HOLIDAY) {
        dates.add(holiday.getDate());
      }
    }
    for (HolidayRule rule : removed) {
      rule.date(year).ifPresent(dates::remove);
    }
    for (HolidayRule rule : added) {
      rule.date(year).ifPresent(dates::add);
    }
    return Set.copyOf(dates);
  }

  /// Returns a short description, such as `ca-on, also easter+1`.
  public String describe() {
    return calendar
        + (region == null ? "" : "-" + region)
        + (publicOnly ? ", public holidays only" : "")
        + (also.isEmpty() ? "" : ", also " + String.join(", ", also))
        + (except.isEmpty() ? "" : ", except " + String.join(", ", except));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Holidays that && describe().equals(that.describe());
  }

  @Override
  public int hashCode() {
    return describe().hashCode();
  }

  @Override
  public String toString() {
    return "Holidays[" + describe() + "]";
  }
}
