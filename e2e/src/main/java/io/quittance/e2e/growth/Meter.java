package io.quittance.e2e.growth;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Reads what PostgreSQL has done for each service: the processor time of the server's processes
/// that serve it, the blocks that its tables and indexes were asked for, and the write-ahead log of
/// all. The sessions of a service carry its name. What an ended session used counts as far as it
/// was seen: call [#read] often. Not thread-safe.
final class Meter {

  /// The processes of the server that serve no session.
  static final String BACKGROUND = "background";

  private static final String PROCESSES =
      """
      select pid, case when backend_type = 'client backend' then application_name
        else 'background' end as served
      from pg_stat_activity where pid <> pg_backend_pid()
      """;

  private static final String BLOCKS =
      """
      select schemaname, sum(coalesce(heap_blks_read, 0) + coalesce(heap_blks_hit, 0)
        + coalesce(idx_blks_read, 0) + coalesce(idx_blks_hit, 0)
        + coalesce(toast_blks_read, 0) + coalesce(toast_blks_hit, 0)
        + coalesce(tidx_blks_read, 0) + coalesce(tidx_blks_hit, 0)) as blocks
      from pg_statio_all_tables where schemaname in ('scoring', 'feedback') group by schemaname
      """;

  private static final String LOG = "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')";

  private final Connection database;
  private final Map<Long, Process> processes = new HashMap<>();

  private record Process(String served, Duration used) {}

  /// What was used since the server started.
  ///
  /// @param processorTime by the name of whom it was used for
  /// @param blocks asked for, by schema
  /// @param logBytes of the write-ahead log
  record Reading(Map<String, Duration> processorTime, Map<String, Long> blocks, long logBytes) {

    Duration processorTime(String served) {
      return processorTime.getOrDefault(served, Duration.ZERO);
    }

    long blocks(String schema) {
      return blocks.getOrDefault(schema, 0L);
    }
  }

  /// @param database a session of a superuser, with a name of its own
  Meter(Connection database) {
    this.database = database;
  }

  Reading read() throws SQLException {
    try (Statement statement = database.createStatement()) {
      try (ResultSet rows = statement.executeQuery(PROCESSES)) {
        while (rows.next()) {
          long pid = rows.getLong("pid");
          String served = rows.getString("served");
          ProcessHandle.of(pid)
              .flatMap(process -> process.info().totalCpuDuration())
              .ifPresent(used -> processes.put(pid, new Process(served, used)));
        }
      }
      Map<String, Duration> times = new TreeMap<>();
      processes
          .values()
          .forEach(process -> times.merge(process.served(), process.used(), Duration::plus));
      Map<String, Long> blocks = new TreeMap<>();
      try (ResultSet rows = statement.executeQuery(BLOCKS)) {
        while (rows.next()) {
          blocks.put(rows.getString("schemaname"), rows.getLong("blocks"));
        }
      }
      try (ResultSet row = statement.executeQuery(LOG)) {
        row.next();
        return new Reading(times, blocks, row.getLong(1));
      }
    }
  }
}
