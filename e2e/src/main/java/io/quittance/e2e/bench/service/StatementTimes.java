package io.quittance.e2e.bench.service;

import io.quittance.local.launch.PortMap;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// How long PostgreSQL executes each statement, from its extension `pg_stat_statements`. The times
/// hold what a statement waits for locks and for the disk, too.
final class StatementTimes implements AutoCloseable {

  private static final String SUPERUSER = "postgres";
  private static final int MOST = 15;

  private static final String READ =
      """
      select regexp_replace(query, '\\s+', ' ', 'g') as text, calls, rows,
          total_exec_time + total_plan_time as millis
      from pg_stat_statements
      order by millis desc
      limit\s"""
          + MOST;

  private final Connection connection;

  StatementTimes(PortMap ports) throws SQLException {
    this.connection = DriverManager.getConnection(ports.jdbcUrl(), SUPERUSER, SUPERUSER);
    run("create extension if not exists pg_stat_statements");
  }

  /// The statements of one text.
  ///
  /// @param millis all their executions together
  record Time(String text, long calls, long rows, double millis) {}

  /// Forgets what was executed.
  void reset() throws SQLException {
    run("select pg_stat_statements_reset()");
  }

  /// Returns the statements that took most time since the reset, the first first.
  List<Time> read() throws SQLException {
    List<Time> times = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(READ)) {
      while (rows.next()) {
        times.add(new Time(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getDouble(4)));
      }
    }
    return times;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
