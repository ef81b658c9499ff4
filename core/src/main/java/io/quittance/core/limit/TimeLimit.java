package io.quittance.core.limit;

import static io.quittance.core.limit.LimitChecks.require;
import static io.quittance.core.limit.LimitChecks.requireDays;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quittance.core.text.ConstantSets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Limit on when a contact may be made: hours, weekdays and dates. Most report when they end.
public sealed interface TimeLimit extends Limit {

  /// Permits contact only in [opens, closes) of local time, in every zone the debtor may be in.
  ///
  /// @param opens local time from which contact is allowed
  /// @param closes local time at which it ends, later than `opens`; midnight is the end of the day,
  ///   which packs may write as `24:00`
  record QuietHours(LocalTime opens, @JsonDeserialize(using = EndOfDayTime.class) LocalTime closes)
      implements TimeLimit {
    public QuietHours {
      require(
          DailyHours.isOrdered(opens, closes) && !opens.equals(closes),
          "opens must be before closes");
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("time zone");
    }
  }

  /// Permits contact only in the hours of the day of the week, and never on a holiday, in every
  /// zone the debtor may be in.
  ///
  /// @param hours at most one entry for each day; a day without hours is closed
  /// @param holidays days that are closed; null when no holiday is
  /// @param clock zone whose local time counts in place of the debtor's zones; null for the
  ///   debtor's zones
  record WeeklyHours(List<DailyHours> hours, @Nullable Holidays holidays, @Nullable ZoneId clock)
      implements TimeLimit {
    public WeeklyHours {
      hours = hours == null ? List.of() : List.copyOf(hours);
      require(!hours.isEmpty(), "hours must not be empty");
      Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
      for (DailyHours one : hours) {
        for (DayOfWeek day : one.days()) {
          require(days.add(day), "hours must name each day once");
        }
      }
    }

    @Override
    public List<String> requiredInputs() {
      return clock == null ? List.of("time zone") : List.of();
    }
  }

  /// Opening hours, [opens, closes), on some days of the week.
  ///
  /// @param closes midnight is the end of the day, which packs may write as `24:00`
  record DailyHours(
      @JsonDeserialize(contentUsing = WeekdayName.class) Set<DayOfWeek> days,
      LocalTime opens,
      @JsonDeserialize(using = EndOfDayTime.class) LocalTime closes) {
    public DailyHours {
      days = ConstantSets.ordered(DayOfWeek.class, days);
      require(!days.isEmpty(), "days must not be empty");
      require(isOrdered(opens, closes), "opens must be before closes");
    }

    static boolean isOrdered(LocalTime opens, LocalTime closes) {
      return closes.equals(LocalTime.MIDNIGHT) || opens.isBefore(closes);
    }
  }

  /// Blocks contact at times and places that the debtor called inconvenient. The latest statement
  /// on each account of the debtor holds, in every zone the debtor may be in. A letter has a place
  /// but no time.
  record Inconvenient() implements TimeLimit {
    @Override
    public List<String> requiredInputs() {
      return List.of("time zone, once a time was stated", "place, once a place was stated");
    }
  }

  /// Blocks contact before the local date `days` after that of an event, in every zone the debtor
  /// may be in, and as long as the event is unknown.
  ///
  /// @param since event that starts the waiting time
  /// @param days positive
  record WaitingTime(Since since, int days) implements TimeLimit {
    public WaitingTime {
      requireDays("days", days);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of(
          "time zone",
          switch (since) {
            case NOTICE -> "validation information";
            case OVERDUE -> "days past due";
          });
    }
  }

  /// The event that starts a waiting time.
  enum Since {
    /// The first validation information, or another first notice, was sent.
    @JsonProperty("notice")
    NOTICE,
    /// The debt became overdue.
    @JsonProperty("overdue")
    OVERDUE
  }

  /// Blocks contact on all accounts of the debtor during a breathing space. A standard one lasts
  /// until `days` full local days after its first day have passed, or until the date `months` after
  /// its first day has passed, in every zone, unless it ended earlier. One in a mental health
  /// crisis lasts until `afterCrisis` after its reported end.
  ///
  /// @param days length of a standard breathing space; 0 where `months` gives it
  /// @param months length of a standard breathing space; null where `days` gives it
  /// @param afterCrisis time added after a crisis, 0 or more
  record Moratorium(Integer days, @Nullable Integer months, Duration afterCrisis)
      implements TimeLimit {
    public Moratorium {
      days = days == null ? 0 : days;
      require(
          months == null ? days > 0 && days <= LONGEST_DAYS : days == 0,
          "days or months must be given, not both");
      require(months == null || (months > 0 && months <= 12), "months must lie in [1, 12]");
      require(!afterCrisis.isNegative(), "afterCrisis must not be negative");
    }

    /// A moratorium of days.
    public Moratorium(int days, Duration afterCrisis) {
      this(days, null, afterCrisis);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("time zone, once a breathing space began", "end of a crisis");
    }
  }
}
