package io.quittance.e2e.audit.evidence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Reads tables row by row through a cursor, within the connection's transaction.
public final class Tables {

  private final Connection database;

  public Tables(Connection database) {
    this.database = database;
  }

  public interface Row {
    void accept(ResultSet row) throws SQLException;
  }

  public void rows(String sql, Row each) throws SQLException {
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
  public static String position(ResultSet row) throws SQLException {
    return AuditedRecord.position(row.getString(1), row.getInt(2), row.getLong(3));
  }
}
