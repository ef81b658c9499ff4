package io.quittance.retraining.candidate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.ParquetFiles;
import io.quittance.laboratory.SyntheticRows;
import io.quittance.laboratory.dataset.LabelledRows;
import io.quittance.laboratory.table.problem.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetRowsTest {

  @TempDir private Path directory;

  @Test
  void readsWhatWasWritten() {
    LabelledRows rows = SyntheticRows.of(700, 6, 5);
    Path file = directory.resolve("rows.parquet");
    ParquetFiles.write(rows, file);

    LabelledRows read = ParquetRows.read(file);

    assertEquals(rows.features(), read.features());
    assertArrayEquals(rows.values(), read.values());
    assertArrayEquals(rows.labels(), read.labels());
    assertArrayEquals(rows.decidedAtMicros(), read.decidedAtMicros());
    assertArrayEquals(rows.accounts(), read.accounts());
  }

  @Test
  void ordersByTimeThenDecision() {
    Path file = directory.resolve("unordered.parquet");
    ParquetFiles.query(
        "select * from (values ('b', 'x', timestamptz '2026-01-02 00:00:00+00', 1, 2.0::float),"
            + " ('a', 'y', timestamptz '2026-01-02 00:00:00+00', 0, null::float),"
            + " ('c', 'z', timestamptz '2026-01-01 00:00:00+00', 1, 1.0::float))"
            + " t(decision_id, account_id, decided_at, label, f_balance)",
        file);

    LabelledRows read = ParquetRows.read(file);

    assertArrayEquals(new String[] {"z", "y", "x"}, read.accounts());
    assertArrayEquals(new float[] {1, Float.NaN, 2}, read.values());
    assertEquals(List.of("balance"), read.features());
  }

  @Test
  void refusesLabelsThatAreNotBinary() {
    Path file = directory.resolve("labels.parquet");
    ParquetFiles.query(
        "select 'a' decision_id, 'x' account_id, now() decided_at, 2 as label, 1::float f_balance",
        file);

    var refused = assertThrows(BadDataException.class, () -> ParquetRows.read(file));

    assertTrue(String.valueOf(refused.getMessage()).contains("not 0 or 1"));
  }

  @Test
  void refusesAFileThatIsNoParquet() throws IOException {
    Path file = Files.writeString(directory.resolve("text.parquet"), "no parquet at all");

    var refused = assertThrows(BadDataException.class, () -> ParquetRows.read(file));

    assertTrue(String.valueOf(refused.getMessage()).startsWith("the data set cannot be read"));
  }

  @Test
  void refusesAFileWithoutTheColumns() {
    Path file = directory.resolve("columns.parquet");
    ParquetFiles.query("select 1 as a", file);

    var refused = assertThrows(BadDataException.class, () -> ParquetRows.read(file));

    assertTrue(String.valueOf(refused.getMessage()).startsWith("the data set has no column"));
  }
}
