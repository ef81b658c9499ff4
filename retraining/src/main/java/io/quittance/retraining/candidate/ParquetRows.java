package io.quittance.retraining.candidate;

import io.quittance.laboratory.dataset.LabelledRows;
import io.quittance.laboratory.table.problem.BadDataException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBDriver;

/// Reads the feedback service's Parquet files with DuckDB.
///
/// Columns `label`, `decided_at`, `decision_id` and `account_id` are required, each column
/// `f_<name>` is a feature, and other columns are ignored, so that what followed a decision is
/// never a feature. Rows without a label are left out: [ParquetWeeks] reads them. Blocks the
/// calling thread.
public final class ParquetRows {

  /// The prefix of a feature's column.
  public static final String PREFIX = "f_";

  private static final Set<String> REQUIRED =
      Set.of("label", "decided_at", "decision_id", "account_id");
  private static final long MAX_VALUES = 200_000_000L;

  private ParquetRows() {}

  /// Returns the rows ordered by decision time, then decision id.
  ///
  /// @throws BadDataException when the file is not a data set of this form
  public static LabelledRows read(Path file) {
    try (Connection connection = open()) {
      List<String> features = features(columns(connection, file));
      long rows = count(connection, file);
      if (rows * features.size() > MAX_VALUES) {
        throw new BadDataException("the data set has " + rows + " rows: too many to train on");
      }
      return rows(connection, file, features, (int) rows);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  static BadDataException unreadable(SQLException failure) {
    return new BadDataException("the data set cannot be read: " + firstLine(failure));
  }

  /// Opens a database in memory. Bypasses the driver manager, which sees only the drivers of one
  /// class loader.
  static Connection open() throws SQLException {
    Connection connection =
        Objects.requireNonNull(new DuckDBDriver().connect("jdbc:duckdb:", new Properties()));
    try (Statement settings = connection.createStatement()) {
      settings.execute("set threads = 1");
      settings.execute("set memory_limit = '1GB'");
      settings.execute("set autoinstall_known_extensions = false");
      settings.execute("set TimeZone = 'UTC'");
    }
    return connection;
  }

  static List<String> columns(Connection connection, Path file) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement("describe select * from read_parquet(?)")) {
      query.setString(1, file.toString());
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          columns.add(result.getString(1));
        }
      }
    }
    return columns;
  }

  /// Returns the names of the features, without their prefix.
  ///
  /// @throws BadDataException when a required column is missing or there is no feature
  static List<String> features(List<String> columns) {
    for (String required : REQUIRED) {
      if (!columns.contains(required)) {
        throw new BadDataException("the data set has no column " + required);
      }
    }
    List<String> features =
        columns.stream()
            .filter(column -> column.startsWith(PREFIX))
            .map(column -> column.substring(PREFIX.length()))
            .toList();
    if (features.isEmpty()) {
      throw new BadDataException("the data set has no feature column");
    }
    return features;
  }

  /// Returns the column of a feature as a number.
  static String column(String feature) {
    return '"' + PREFIX + feature.replace("\"", "\"\"") + "\"::float";
  }

  private static long count(Connection connection, Path file) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select count(*) from read_parquet(?) where label is not null")) {
      query.setString(1, file.toString());
      try (ResultSet result = query.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  private static LabelledRows rows(
      Connection connection, Path file, List<String> features, int rows) throws SQLException {
    StringBuilder sql =
        new StringBuilder("select label::integer, epoch_us(decided_at), account_id::varchar");
    for (String feature : features) {
      sql.append(", ").append(column(feature));
    }
    sql.append(" from read_parquet(?) where label is not null order by decided_at, decision_id");
    int width = features.size();
    float[] values = new float[rows * width];
    boolean[] labels = new boolean[rows];
    long[] times = new long[rows];
    String[] accounts = new String[rows];
    try (PreparedStatement query = connection.prepareStatement(sql.toString())) {
      query.setString(1, file.toString());
      try (ResultSet result = query.executeQuery()) {
        for (int i = 0; result.next(); i++) {
          labels[i] = label(result, i);
          times[i] = result.getLong(2);
          accounts[i] = result.getString(3);
          for (int j = 0; j < width; j++) {
            float value = result.getFloat(4 + j);
            values[i * width + j] = result.wasNull() ? Float.NaN : value;
          }
        }
      }
    }
    return new LabelledRows(features, values, labels, times, accounts);
  }

  private static boolean label(ResultSet result, int row) throws SQLException {
    int label = result.getInt(1);
    if (label < 0 || label > 1) {
      throw new BadDataException("row " + row + " of the data set has a label that is not 0 or 1");
    }
    return label == 1;
  }

  private static String firstLine(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.lines().findFirst().orElse("unknown").toLowerCase(Locale.ROOT);
  }
}
