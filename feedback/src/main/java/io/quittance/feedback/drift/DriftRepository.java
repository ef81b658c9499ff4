package io.quittance.feedback.drift;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/// Daily histograms, and the decisions they are made of through a JDBC cursor. Blocks; worker
/// threads only.
@ApplicationScoped
class DriftRepository {

  private static final int FETCH = 2_000;

  private final DataSource database;

  DriftRepository(DataSource database) {
    this.database = database;
  }

  /// Returns the last day with a histogram; empty when there is none.
  Optional<LocalDate> lastDay(String tenant, int version) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "select max(day) from feedback.daily_histogram"
                    + " where tenant = ? and model_version = ?")) {
      query.setString(1, tenant);
      query.setInt(2, version);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return Optional.ofNullable(rows.getObject(1, LocalDate.class));
      }
    }
  }

  /// Returns the days in [from, to) whose number of decisions differs from their histogram's.
  SortedMap<LocalDate, Long> uncounted(String tenant, int version, LocalDate from, LocalDate to)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                """
                select d.day, d.decisions from (
                  select cast(decided_at at time zone 'UTC' as date) as day, count(*) as decisions
                  from feedback.decision
                  where tenant = ? and decided_at >= ? and decided_at < ? and model_version = ?
                  group by 1) d
                left join feedback.daily_histogram h on h.tenant = ? and h.model_version = ?
                  and h.day = d.day and h.feature = 'prediction'
                where h.decisions is distinct from d.decisions order by d.day
                """)) {
      bind(query, tenant, from, to, version);
      query.setString(5, tenant);
      query.setInt(6, version);
      SortedMap<LocalDate, Long> days = new TreeMap<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          days.put(rows.getObject(1, LocalDate.class), rows.getLong(2));
        }
      }
      return days;
    }
  }

  /// Passes every decision of a version in [from, to) to the counter.
  void read(String tenant, int version, LocalDate from, LocalDate to, DayCounter counter)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement query =
          connection.prepareStatement(
              "select d.probability, d.action, d.feature_schema, d.features"
                  + " from feedback.decision d where d.tenant = ? and d.decided_at >= ?"
                  + " and d.decided_at < ? and d.model_version = ?")) {
        bind(query, tenant, from, to, version);
        query.setFetchSize(FETCH);
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            Array features = rows.getArray(4);
            counter.count(
                rows.getDouble(1),
                rows.getString(2),
                rows.getInt(3),
                (Float[]) features.getArray());
          }
        }
      } finally {
        connection.rollback();
      }
    }
  }

  /// The position of each feature in the arrays of a schema, and its version.
  Map<String, SchemaSlot> schema(int id) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "select names, versions from feedback.feature_schema where id = ?")) {
      query.setInt(1, id);
      try (ResultSet rows = query.executeQuery()) {
        Map<String, SchemaSlot> slots = new HashMap<>();
        if (rows.next()) {
          String[] names = (String[]) rows.getArray(1).getArray();
          Integer[] versions = (Integer[]) rows.getArray(2).getArray();
          for (int i = 0; i < names.length; i++) {
            slots.put(names[i], new SchemaSlot(i, versions[i]));
          }
        }
        return slots;
      }
    }
  }

  /// The position of a feature's value.
  record SchemaSlot(int index, int version) {}

  /// Replaces a day's histogram.
  void write(String tenant, int version, LocalDate day, DayHistogram histogram)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into feedback.daily_histogram
                  (tenant, model_version, feature, day, decisions, counts)
                values (?, ?, ?, ?, ?, ?)
                on conflict (tenant, model_version, day, feature) do update
                  set decisions = excluded.decisions, counts = excluded.counts
                """)) {
      connection.setAutoCommit(false);
      for (Map.Entry<String, long[]> feature : histogram.counts().entrySet()) {
        insert.setString(1, tenant);
        insert.setInt(2, version);
        insert.setString(3, feature.getKey());
        insert.setObject(4, day);
        insert.setLong(5, histogram.decisions());
        insert.setObject(6, feature.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
  }

  SortedMap<LocalDate, DayHistogram> histograms(
      String tenant, int version, LocalDate from, LocalDate to) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "select day, feature, decisions, counts from feedback.daily_histogram"
                    + " where tenant = ? and model_version = ? and day >= ? and day < ?")) {
      query.setString(1, tenant);
      query.setInt(2, version);
      query.setObject(3, from);
      query.setObject(4, to);
      SortedMap<LocalDate, DayHistogram> days = new TreeMap<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          long decisions = rows.getLong(3);
          Long[] boxed = (Long[]) rows.getArray(4).getArray();
          long[] counts = new long[boxed.length];
          for (int i = 0; i < counts.length; i++) {
            counts[i] = boxed[i];
          }
          days.computeIfAbsent(
                  rows.getObject(1, LocalDate.class),
                  _ -> new DayHistogram(decisions, new HashMap<>()))
              .counts()
              .put(rows.getString(2), counts);
        }
      }
      return days;
    }
  }

  private static void bind(
      PreparedStatement query, String tenant, LocalDate from, LocalDate to, int version)
      throws SQLException {
    query.setString(1, tenant);
    query.setObject(2, from.atStartOfDay().atOffset(ZoneOffset.UTC));
    query.setObject(3, to.atStartOfDay().atOffset(ZoneOffset.UTC));
    query.setInt(4, version);
  }

  /// Receives decisions one by one.
  interface DayCounter {

    /// @param features values at the positions of the schema; null where missing
    void count(double probability, String action, int schema, Float[] features) throws SQLException;
  }
}
