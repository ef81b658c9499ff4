package io.quittance.feedback.performance;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Reads mature labels through a JDBC cursor: tens of thousands of rows of two numbers, in bounded
/// memory. Blocks; worker threads only.
@ApplicationScoped
class PerformanceRepository {

  static final int MOST = 50_000;

  private static final String MATURE =
      " from feedback.decision where tenant = ? and label_state = 'matured'"
          + " and decided_at >= ? and decided_at < ? ";

  private final DataSource database;

  PerformanceRepository(DataSource database) {
    this.database = database;
  }

  /// Labels and positives of decisions that rules alone made.
  record Degraded(long labels, long positives) {}

  List<Integer> versions(String tenant, Instant from, Instant to) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "select distinct model_version"
                    + MATURE
                    + "and model_version is not null order by model_version")) {
      bind(query, tenant, from, to);
      List<Integer> versions = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          versions.add(rows.getInt(1));
        }
      }
      return versions;
    }
  }

  Degraded degraded(String tenant, Instant from, Instant to) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "select count(*), coalesce(sum(label), 0)" + MATURE + "and degraded")) {
      bind(query, tenant, from, to);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return new Degraded(rows.getLong(1), rows.getLong(2));
      }
    }
  }

  /// The newest labels of a version; empty when it has none.
  Optional<ServedLabels> served(String tenant, int version, Instant from, Instant to)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement query =
          connection.prepareStatement(
              "select probability, label, decided_at"
                  + MATURE
                  + "and model_version = ? order by decided_at desc, decision_id desc limit ?")) {
        bind(query, tenant, from, to);
        query.setInt(4, version);
        query.setInt(5, MOST + 1);
        query.setFetchSize(5_000);
        return read(query);
      } finally {
        connection.rollback();
      }
    }
  }

  private static Optional<ServedLabels> read(PreparedStatement query) throws SQLException {
    double[] probabilities = new double[MOST];
    boolean[] labels = new boolean[MOST];
    int count = 0;
    boolean truncated = false;
    Instant newest = Instant.EPOCH;
    Instant oldest = Instant.EPOCH;
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        if (count == MOST) {
          truncated = true;
          break;
        }
        probabilities[count] = rows.getDouble(1);
        labels[count] = rows.getInt(2) == 1;
        oldest = rows.getObject(3, OffsetDateTime.class).toInstant();
        newest = count == 0 ? oldest : newest;
        count++;
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ServedLabels(
            Arrays.copyOf(probabilities, count),
            Arrays.copyOf(labels, count),
            oldest,
            newest,
            truncated));
  }

  private static void bind(PreparedStatement query, String tenant, Instant from, Instant to)
      throws SQLException {
    query.setString(1, tenant);
    query.setObject(2, from.atOffset(ZoneOffset.UTC));
    query.setObject(3, to.atOffset(ZoneOffset.UTC));
  }
}
