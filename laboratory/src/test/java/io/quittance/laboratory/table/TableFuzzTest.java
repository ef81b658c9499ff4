package io.quittance.laboratory.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quittance.core.Fuzzed;
import io.quittance.laboratory.ParquetFiles;
import io.quittance.laboratory.table.file.CsvSource;
import io.quittance.laboratory.table.file.CsvText;
import io.quittance.laboratory.table.file.OpenFile;
import io.quittance.laboratory.table.file.RowSource;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.TableLimits;
import io.quittance.laboratory.table.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/// A file of data as somebody hands it in: CSV, gzipped or not, or Parquet, told apart by its
/// bytes.
final class TableFuzzTest {

  @TempDir private static Path directory = Path.of(".");

  /// Buffers of the readers, and what a gzip file may unpack to.
  private static final long BUFFERS = 256L << 20;

  private static final TableSchema SCHEMA =
      TableSchema.parse(
          "schema.yaml",
          """
          file:
            delimiter: ","
            missing: [NA]
          columns:
            - {name: client, type: text, role: id}
            - {name: day, type: timestamp, role: time}
            - {name: balance, type: number, role: feature, range: [0, null]}
            - {name: job, type: category, role: feature}
            - {name: paid, type: boolean, role: target, positive: "yes"}
          """);

  private static final String GOOD =
      """
      client,day,balance,job,paid
      c1,2026-01-31,100.5,clerk,yes
      c2,2026-02-01,0,"nurse, \""night\"\"",no
      c3,2026-02-02,NA,,no
      """;

  static Stream<byte[]> files() throws IOException {
    byte[] text = GOOD.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text);
    }
    Path parquet = Files.createTempFile("fuzz", ".parquet");
    try {
      ParquetFiles.query(
          "select 'c' || i client, date '2026-01-01' + i::int as day, i * 1.5 balance,"
              + " case when i % 2 = 0 then 'clerk' else 'nurse' end job, i % 2 = 0 paid"
              + " from range(4) t(i)",
          parquet);
      return Stream.of(
          text,
          GOOD.replace(',', ';').getBytes(StandardCharsets.UTF_8),
          packed.toByteArray(),
          Files.readAllBytes(parquet));
    } finally {
      Files.delete(parquet);
    }
  }

  @MethodSource("files")
  @FuzzTest
  void aFileIsRefusedOrReadTheSameTwice(byte[] input) throws IOException {
    Path file = Files.write(directory.resolve("data"), input);
    try {
      Table table = Fuzzed.bounded(input, BUFFERS, () -> Table.read(file, SCHEMA));
      Table again = Table.read(file, SCHEMA);

      assertTrue(table.size() > 0, "a table without rows");
      assertArrayEquals(table.labels(), again.labels());
      assertArrayEquals(table.ids().orElseThrow(), again.ids().orElseThrow());
      assertArrayEquals(table.times().orElseThrow(), again.times().orElseThrow());
    } catch (BadDataException refusal) {
      assertTrue(!String.valueOf(refusal.getMessage()).isBlank(), "a refusal without a reason");
    }
    rowsAreWrittenAlike(file);
  }

  private static void rowsAreWrittenAlike(Path file) throws IOException {
    List<List<String>> rows;
    try (CsvSource source = CsvSource.open(file)) {
      rows = rows(source);
    } catch (BadDataException _) {
      return;
    }
    StringBuilder text = new StringBuilder(CsvText.COMMA.line(List.of("a", "b")));
    rows.forEach(row -> text.append(CsvText.COMMA.line(row)));
    Path written = Files.writeString(file.resolveSibling("written"), text);
    try (CsvSource source =
        new CsvSource(
            written,
            OpenFile.Kind.TEXT,
            TableSchema.Format.STANDARD,
            TableLimits.STANDARD,
            new Problems("written", "line"))) {
      assertEquals(rows, rows(source));
    }
  }

  private static List<List<String>> rows(CsvSource source) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (RowSource.Row row = source.next(); row != null; row = source.next()) {
      rows.add(row.cells());
    }
    return rows;
  }
}
