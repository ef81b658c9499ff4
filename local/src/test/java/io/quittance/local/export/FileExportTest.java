package io.quittance.local.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.simulator.scenario.SimulationConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileExportTest {

  private static final SimulationConfig CONFIG = SimulationConfig.of(120, 10, 4);

  @TempDir private Path directory;

  @Test
  void whateverTheChunksAndThreadsTheSameBytesAreWritten() throws IOException {
    export("whole", ExportFormat.NDJSON, 120, 1);

    export("parts", ExportFormat.NDJSON, 8, 3);

    for (String file : List.of("account-events.ndjson", "outcomes.ndjson", "truth.csv")) {
      Path whole = directory.resolve("whole").resolve(file);
      assertTrue(Files.size(whole) > 1_000, file);
      assertEquals(-1, Files.mismatch(whole, directory.resolve("parts").resolve(file)), file);
    }
    assertTrue(list("parts").stream().noneMatch(name -> name.startsWith(".")), "runs are gone");
  }

  @Test
  void linesComeInTheOrderOfEventTime() throws IOException {
    export("csv", ExportFormat.CSV, 32, 2);

    for (String file : List.of("account-events.csv", "outcomes.csv", "truth.csv")) {
      List<String> times =
          Files.readAllLines(directory.resolve("csv").resolve(file)).stream()
              .skip(1)
              .map(line -> line.substring(0, line.indexOf(',')))
              .toList();
      assertEquals(times.stream().sorted().toList(), times, file);
    }
  }

  /// Oracle: DuckDB reads both files.
  @Test
  void parquetHoldsWhatCsvHolds() throws IOException, SQLException {
    Map<String, Object> csv = export("csv", ExportFormat.CSV, 40, 1);
    Map<String, Object> parquet = export("parquet", ExportFormat.PARQUET, 40, 1);

    assertEquals(csv.get("outcomes"), parquet.get("outcomes"));
    assertEquals(
        List.of("account-events.parquet", "outcomes.parquet", "truth.parquet"), list("parquet"));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      for (String name : List.of("account-events", "outcomes", "truth")) {
        String read =
            "from read_csv('%s/csv/%s.csv', quote = '\"', escape = '\"')"
                .formatted(directory, name);
        String written = "from '%s/parquet/%s.parquet'".formatted(directory, name);
        assertEquals(
            one(statement, "select count(*) " + read),
            one(statement, "select count(*) " + written));
        String different =
            "select count(*) from (select time, * exclude time %s except select time, * exclude time %s)";
        assertEquals(0, one(statement, different.formatted(read, written)), name);
      }
    }
  }

  private static long one(Statement statement, String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }

  private Map<String, Object> export(String name, ExportFormat format, int chunk, int threads)
      throws IOException {
    return new FileExport(CONFIG, format, directory.resolve(name), chunk, ExportProgress.silent())
        .write(threads);
  }

  private List<String> list(String name) throws IOException {
    try (var files = Files.list(directory.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
