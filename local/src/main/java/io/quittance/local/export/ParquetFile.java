package io.quittance.local.export;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// Converts a CSV file to Parquet with DuckDB, keeping the order and with bounded memory.
final class ParquetFile {

  private ParquetFile() {}

  /// @param csv gzipped CSV file with a header
  /// @param columns SQL names and types, such as `'time': 'TIMESTAMPTZ'`
  static void write(Path csv, String columns, Path parquet) throws IOException {
    String copy =
        """
        COPY (SELECT * FROM read_csv('%s', header = true, compression = 'gzip', quote = '"',
          escape = '"', max_line_size = 1048576, columns = {%s}))
        TO '%s' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 30720)
        """
            .formatted(quoted(csv), columns, quoted(parquet));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("SET memory_limit = '256MB'");
      statement.execute("SET threads = 1");
      statement.execute("SET temp_directory = '%s'".formatted(quoted(directory(parquet))));
      statement.execute(copy);
    } catch (SQLException e) {
      throw new IOException("Cannot write %s: %s".formatted(parquet, e.getMessage()), e);
    }
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of(".") : parent;
  }

  private static String quoted(Path path) {
    return path.toString().replace("'", "''");
  }
}
