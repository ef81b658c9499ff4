package io.quittance.laboratory;

import io.quittance.laboratory.dataset.LabelledRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/// Writes data sets in the form of the feedback service's contract.
public final class ParquetFiles {

  private ParquetFiles() {}

  /// The columns of the contract, `NaN` as null.
  public static void write(LabelledRows rows, Path file) {
    String features =
        rows.features().stream()
            .map(name -> "f_" + name)
            .collect(Collectors.joining(" float, ", "", " float"));
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties())) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("set threads = 1");
        statement.execute(
            "create table rows(decision_id varchar, account_id varchar, micros bigint, label integer,"
                + " action varchar, propensity double, balance_minor bigint, model_version integer,"
                + " degraded boolean, "
                + features
                + ")");
      }
      insert(connection, rows);
      copy(
          connection,
          "select decision_id, account_id, make_timestamptz(micros) decided_at, label, action, propensity, balance_minor, model_version, degraded, columns('f_.*') from rows order by micros, decision_id",
          file);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns the bytes of a file with the rows.
  ///
  /// @param directory for the file
  public static byte[] bytes(LabelledRows rows, Path directory) {
    Path file = directory.resolve(UUID.randomUUID() + ".parquet");
    write(rows, file);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Any query's result.
  public static void query(String sql, Path file) {
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties())) {
      copy(connection, sql, file);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void insert(Connection connection, LabelledRows rows) throws SQLException {
    connection.setAutoCommit(false);
    String marks = "?, ".repeat(8 + rows.width()) + "?";
    try (PreparedStatement insert =
        connection.prepareStatement("insert into rows values (" + marks + ")")) {
      for (int i = 0; i < rows.size(); i++) {
        insert.setString(1, String.format("decision-%08d", i));
        insert.setString(2, rows.accounts()[i]);
        insert.setLong(3, rows.decidedAtMicros()[i]);
        insert.setInt(4, rows.labels()[i] ? 1 : 0);
        insert.setString(5, "call");
        insert.setDouble(6, 0.9);
        insert.setLong(7, 10_000);
        insert.setNull(8, Types.INTEGER);
        insert.setBoolean(9, true);
        for (int j = 0; j < rows.width(); j++) {
          float value = rows.values()[i * rows.width() + j];
          if (Float.isNaN(value)) {
            insert.setNull(10 + j, Types.FLOAT);
          } else {
            insert.setFloat(10 + j, value);
          }
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void copy(Connection connection, String sql, Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("copy (" + sql + ") to '" + file + "' (format parquet)");
    }
  }
}
