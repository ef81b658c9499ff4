package io.quittance.core.debtor;

import io.quittance.core.account.Fact;
import io.quittance.core.account.StatusKind;
import io.quittance.core.limit.TimeLimit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The breathing spaces reported on any account of a debtor, and their reported ends. Not
/// thread-safe.
final class BreathingSpaces {

  private final List<Fact.Status> reports = new ArrayList<>();

  /// Adds the beginning or the end of a breathing space.
  void add(Fact.Status report) {
    reports.add(report);
  }

  /// Returns when the last breathing space ends.
  ///
  /// @return [Instant#MIN] when there was none; null when the end of one is unknown
  @Nullable Instant end(TimeLimit.Moratorium limit, List<ZoneId> zones) {
    Instant last = Instant.MIN;
    for (Fact.Status report : reports) {
      if (report.kind() != StatusKind.BREATHING_SPACE_ENDED) {
        Instant end = end(report, limit, zones);
        if (end == null) {
          return null;
        }
        last = Instants.later(last, end);
      }
    }
    return last;
  }

  private @Nullable Instant end(Fact.Status begun, TimeLimit.Moratorium limit, List<ZoneId> zones) {
    Instant reported = null;
    for (Fact.Status report : reports) {
      if (report.kind() == StatusKind.BREATHING_SPACE_ENDED
          && report.time().isAfter(begun.time())) {
        reported = Instants.earlier(reported, report.time());
      }
    }
    if (begun.kind() == StatusKind.CRISIS) {
      return reported == null ? null : reported.plus(limit.afterCrisis());
    }
    Integer months = limit.months();
    return Instants.earlier(
        reported,
        LocalClock.startOf(
            begun.time(),
            day ->
                months == null
                    ? day.plusDays(limit.days() + 1L)
                    : day.plusMonths(months).plusDays(1),
            zones));
  }
}
