package io.quittance.feedback.dataset;

import io.quittance.core.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Writes rows to a Parquet file with DuckDB, in the order in which they come. Memory is bounded:
/// rows lie in a database file beside the target until they are copied. The same rows give the same
/// bytes. Not thread-safe.
final class ParquetFile implements AutoCloseable {

  private static final String COLUMNS =
      "decision_id varchar, account_id varchar, decided_at timestamp, label integer,"
          + " action varchar, propensity double, balance_minor bigint, model_version integer,"
          + " degraded boolean";

  private final Path scratch;
  private final DuckDBConnection connection;
  private final DuckDBAppender appender;
  private long rows;
  private long positives;

  /// @param features names of the columns after the fixed ones, without their prefix `f_`
  ParquetFile(Path scratch, List<String> features) throws SQLException {
    this.scratch = scratch;
    Properties settings = new Properties();
    settings.setProperty("memory_limit", "256MB");
    settings.setProperty("threads", "1");
    this.connection =
        (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + scratch, settings);
    StringBuilder table = new StringBuilder("create table labelled (").append(COLUMNS);
    for (String feature : features) {
      table.append(", ").append(identifier("f_" + feature)).append(" float");
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(table.append(')').toString());
      this.appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "labelled");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  void add(LabelledRow row) throws SQLException {
    appender.beginRow();
    appender.append(row.decisionId());
    appender.append(row.accountId());
    appender.append(row.decidedAt().atOffset(ZoneOffset.UTC).toLocalDateTime());
    appender.append(row.label());
    appender.append(row.action());
    appender.append(row.propensity());
    appender.append(row.balanceMinor());
    if (row.modelVersion() == null) {
      appender.appendNull();
    } else {
      appender.append(row.modelVersion().intValue());
    }
    appender.append(row.degraded());
    for (float feature : row.features()) {
      if (Float.isNaN(feature)) {
        appender.appendNull();
      } else {
        appender.append(feature);
      }
    }
    appender.endRow();
    rows++;
    positives += row.label();
  }

  /// Copies the rows to the target, which appears complete or not at all.
  DatasetFile writeTo(Path target) throws SQLException, IOException {
    appender.close();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try (Statement statement = connection.createStatement()) {
      statement.execute("set timezone = 'UTC'");
      statement.execute(
          "copy (select * replace (decided_at at time zone 'UTC' as decided_at) from labelled)"
              + " to '"
              + part.toString().replace("'", "''")
              + "' (format parquet, compression zstd, row_group_size 20000)");
    }
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return new DatasetFile(rows, positives, Files.size(target), digest(target));
  }

  @Override
  public void close() throws SQLException, IOException {
    connection.close();
    Files.deleteIfExists(scratch);
    Files.deleteIfExists(scratch.resolveSibling(scratch.getFileName() + ".wal"));
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.hex(in);
    }
  }

  private static String identifier(String name) {
    return '"' + name.toLowerCase(Locale.ROOT).replace("\"", "\"\"") + '"';
  }
}
