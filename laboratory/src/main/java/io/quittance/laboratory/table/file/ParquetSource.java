package io.quittance.laboratory.table.file;

import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.table.problem.Problems;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/// Reads a Parquet file with DuckDB, each value as text, in file order. Does not read columns that
/// are not needed.
public final class ParquetSource implements RowSource {

  private final Problems problems;
  private final List<String> header;
  private final Connection connection;
  private final PreparedStatement query;
  private final ResultSet rows;
  private final boolean[] wanted;
  private long row;

  /// @param skipped names of columns whose values are not needed
  public ParquetSource(Path file, Set<String> skipped, Problems problems) {
    this.problems = problems;
    try {
      this.connection =
          Objects.requireNonNull(new DuckDBDriver().connect("jdbc:duckdb:", new Properties()));
      try (Statement settings = connection.createStatement()) {
        settings.execute("set threads = 1");
        settings.execute("set memory_limit = '1GB'");
        settings.execute("set preserve_insertion_order = true");
        settings.execute("set autoinstall_known_extensions = false");
        settings.execute("set TimeZone = 'UTC'");
      }
      this.header = names(file);
      this.wanted = new boolean[header.size()];
      StringBuilder sql = new StringBuilder("select 1");
      for (int j = 0; j < wanted.length; j++) {
        wanted[j] = !skipped.contains(header.get(j));
        if (wanted[j]) {
          sql.append(", \"").append(header.get(j).replace("\"", "\"\"")).append("\"::varchar");
        }
      }
      this.query = connection.prepareStatement(sql + " from read_parquet(?)");
      query.setString(1, file.toString());
      this.rows = query.executeQuery();
    } catch (SQLException e) {
      throw broken(problems, 0);
    }
  }

  private List<String> names(Path file) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement describe =
        connection.prepareStatement("describe select * from read_parquet(?)")) {
      describe.setString(1, file.toString());
      try (ResultSet result = describe.executeQuery()) {
        while (result.next()) {
          names.add(result.getString(1));
        }
      }
    }
    return names;
  }

  private static BadDataException broken(Problems problems, long row) {
    return problems.stop(
        "parquet", row, "the Parquet file is damaged from here on", "Copy or export it again");
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public @Nullable Row next() {
    try {
      if (!rows.next()) {
        return null;
      }
      row++;
      List<String> cells = new ArrayList<>(Collections.nCopies(wanted.length, ""));
      for (int j = 0, at = 2; j < wanted.length; j++) {
        if (wanted[j]) {
          String value = rows.getString(at++);
          cells.set(j, value == null ? "" : value);
        }
      }
      return new Row(row, cells);
    } catch (SQLException e) {
      throw broken(problems, row + 1);
    }
  }

  @Override
  public boolean text() {
    return false;
  }

  @Override
  public void close() {
    try {
      rows.close();
      query.close();
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
