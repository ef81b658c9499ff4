package io.quittance.e2e;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Counts attempts by comparing every pair of permit rows, without the code of the rules. An
/// attempt is a permit that was used or may still be used.
final class PermitAudit {

  /// A contact attempt on an account.
  record Attempt(String accountId, Instant at) {}

  private final List<Attempt> attempts;
  private final Map<String, Long> statuses;

  private PermitAudit(List<Attempt> attempts, Map<String, Long> statuses) {
    this.attempts = attempts;
    this.statuses = statuses;
  }

  /// Reads the permits of the requests whose ids begin with the name.
  ///
  /// @param end reserved permits that end at or before this instant do not count
  static PermitAudit read(Connection database, String name, Instant end) throws SQLException {
    String sql =
        "select account_id, status, coalesce(committed_at, valid_from) as at, valid_until"
            + " from scoring.permit where request_id like ?";
    List<Attempt> attempts = new ArrayList<>();
    Map<String, Long> statuses = new TreeMap<>();
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      statement.setString(1, name + "-%");
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String status = rows.getString("status");
          statuses.merge(status, 1L, Long::sum);
          boolean open = status.equals("reserved") && instant(rows, "valid_until").isAfter(end);
          if (open || status.equals("committed")) {
            attempts.add(new Attempt(rows.getString("account_id"), instant(rows, "at")));
          }
        }
      }
    }
    return new PermitAudit(attempts, statuses);
  }

  private static Instant instant(ResultSet rows, String column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant();
  }

  List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  Map<String, Long> statuses() {
    return statuses;
  }

  int size() {
    return attempts.size();
  }

  /// Returns the most attempts in any window of the given length, by the subject (a debt or a
  /// person) that `subjectOf` gives.
  Map<String, Integer> most(Duration window, Function<String, String> subjectOf) {
    Map<String, Integer> most = new TreeMap<>();
    for (Attempt last : attempts) {
      int count = 0;
      for (Attempt other : attempts) {
        if (same(last, other, subjectOf)
            && !other.at().isAfter(last.at())
            && other.at().isAfter(last.at().minus(window))) {
          count++;
        }
      }
      most.merge(subjectOf.apply(last.accountId()), count, Integer::max);
    }
    return most;
  }

  /// Returns the shortest time between two attempts on one subject.
  Duration shortestGap(Function<String, String> subjectOf) {
    Duration shortest = Duration.ofDays(10_000);
    for (int i = 0; i < attempts.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (same(attempts.get(i), attempts.get(j), subjectOf)) {
          Duration gap = Duration.between(attempts.get(i).at(), attempts.get(j).at()).abs();
          shortest = gap.compareTo(shortest) < 0 ? gap : shortest;
        }
      }
    }
    return shortest;
  }

  /// Returns the most attempts on one subject on one local date.
  int mostInADay(ZoneId zone, Function<String, String> subjectOf) {
    Map<String, Map<LocalDate, Integer>> days = new HashMap<>();
    int most = 0;
    for (Attempt attempt : attempts) {
      int count =
          days.computeIfAbsent(subjectOf.apply(attempt.accountId()), _ -> new HashMap<>())
              .merge(attempt.at().atZone(zone).toLocalDate(), 1, Integer::sum);
      most = Math.max(most, count);
    }
    return most;
  }

  /// Returns the most attempts of each subject within consecutive local days.
  Map<String, Integer> mostInDays(ZoneId zone, int days, Function<String, String> subjectOf) {
    Map<String, Integer> most = new TreeMap<>();
    for (Attempt last : attempts) {
      LocalDate end = last.at().atZone(zone).toLocalDate();
      LocalDate begin = end.minusDays(days);
      int count = 0;
      for (Attempt attempt : attempts) {
        LocalDate day = attempt.at().atZone(zone).toLocalDate();
        if (same(last, attempt, subjectOf) && day.isAfter(begin) && !day.isAfter(end)) {
          count++;
        }
      }
      most.merge(subjectOf.apply(last.accountId()), count, Math::max);
    }
    return most;
  }

  private static boolean same(Attempt a, Attempt b, Function<String, String> subjectOf) {
    return subjectOf.apply(a.accountId()).equals(subjectOf.apply(b.accountId()));
  }
}
