package io.quittance.e2e.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Reads tables row by row through a cursor, within the connection's transaction.
final class Tables {

  private final Connection database;

  Tables(Connection database) {
    this.database = database;
  }

  interface Row {
    void accept(ResultSet row) throws SQLException;
  }

  void rows(String sql, Row each) throws SQLException {
    database.setAutoCommit(false);
    try (Statement statement = database.createStatement()) {
      statement.setFetchSize(5_000);
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          each.accept(rows);
        }
      }
    }
  }

  /// Returns the position that the first three columns of a row give.
  static String position(ResultSet row) throws SQLException {
    return AuditedRecord.position(row.getString(1), row.getInt(2), row.getLong(3));
  }
}
