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
import org.jspecify.annotations.Nullable;

/// Writes rows to a Parquet file with DuckDB, in the order in which they come. Memory is bounded:
/// rows lie in a database file beside the target until they are copied. The same rows give the same
/// bytes. Not thread-safe.
final class ParquetFile implements AutoCloseable {

  private static final String COLUMNS =
      "decision_id varchar, account_id varchar, decided_at timestamp, label integer,"
          + " action varchar, propensity double, balance_minor bigint, model_version integer,"
          + " degraded boolean, offer varchar, choices varchar, explored boolean, debtor_id varchar,"
          + " week_paid_minor bigint, week_days double";

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
    append(row.label());
    LabelledRow.Choice choice = row.choice();
    appender.append(choice.action());
    appender.append(choice.propensity());
    appender.append(row.balanceMinor());
    append(row.modelVersion());
    appender.append(row.degraded());
    append(choice.offer());
    append(choice.open());
    appender.append(choice.explored());
    append(row.debtorId());
    appendWeek(row.week());
    for (float feature : row.features()) {
      if (Float.isNaN(feature)) {
        appender.appendNull();
      } else {
        appender.append(feature);
      }
    }
    appender.endRow();
    rows++;
    positives += row.label() == null ? 0 : row.label();
  }

  private void append(@Nullable String text) throws SQLException {
    if (text == null) {
      appender.appendNull();
    } else {
      appender.append(text);
    }
  }

  private void append(@Nullable Integer number) throws SQLException {
    if (number == null) {
      appender.appendNull();
    } else {
      appender.append(number.intValue());
    }
  }

  private void appendWeek(LabelledRow.@Nullable Week week) throws SQLException {
    if (week == null) {
      appender.appendNull();
      appender.appendNull();
    } else {
      appender.append(week.paidMinor());
      appender.append(week.days());
    }
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
