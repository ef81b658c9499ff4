package io.quittance.retraining.candidate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.laboratory.ParquetFiles;
import io.quittance.laboratory.SyntheticRows;
import io.quittance.retraining.candidate.DecisionWeeks.Open;
import io.quittance.retraining.candidate.DecisionWeeks.Week;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetWeeksTest {

  private static final String BOTH = "'no-contact/none:0.1 call/settlement:0.9'";
  private static final int CALL =
      Treatment.values().indexOf(Treatment.of(Action.CALL, Offer.SETTLEMENT));

  @TempDir private Path directory;

  @Test
  void readsDecisionsOnWhichAContactWasPermitted() {
    Path file = directory.resolve("weeks.parquet");
    ParquetFiles.query(
        "select 'd' || n decision_id, 'a' || n account_id, debtor_id,"
            + " timestamptz '2026-01-01 00:00:00+00' - n * interval '1 day' decided_at, label,"
            + " action, offer, choices, balance_minor, week_paid_minor, week_days,"
            + " n::float f_balance, null::float f_late from (values"
            + row(1, "'p1'", "null", "'call'", "'settlement'", BOTH, "9000", "500", "7.0")
            + ","
            + row(2, "null", "1", "'no-contact'", "'none'", BOTH, "9000", "-20", "0.5")
            + ","
            + row(3, "'p3'", "1", "'no-contact'", "'human-review'", BOTH, "9000", "0", "7.0")
            + ","
            + row(
                4, "'p4'", "1", "'no-contact'", "'none'", "'no-contact/none:1.0'", "9", "0", "7.0")
            + ","
            + row(5, "'p5'", "1", "'call'", "'reminder'", "null", "9000", "0", "7.0")
            + ","
            + row(6, "'p6'", "1", "'call'", "null", BOTH, "9000", "0", "7.0")
            + ","
            + row(7, "'p7'", "1", "'call'", "'settlement'", BOTH, "0", "0", "7.0")
            + ","
            + row(8, "'p8'", "1", "'call'", "'settlement'", BOTH, "9000", "null", "7.0")
            + ","
            + row(9, "'p9'", "1", "'call'", "'settlement'", BOTH, "9000", "0", "0.0")
            + ","
            + row(10, "'p10'", "1", "'fax'", "'settlement'", BOTH, "9000", "0", "7.0")
            + ","
            + row(
                11,
                "'p11'",
                "1",
                "'call'",
                "'settlement'",
                "'no-contact/none:. call/x:2'",
                "9",
                "0",
                "7.0")
            + ") t(n, debtor_id, label, action, offer, choices, balance_minor, week_paid_minor,"
            + " week_days)",
        file);

    DecisionWeeks read = ParquetWeeks.read(file);

    List<Open> open = List.of(new Open(0, 0.1), new Open(CALL, 0.9));
    assertEquals(
        List.of(
            new Week("a2", "a2", micros("2025-12-30"), 0, open, 9_000, -20, 0.5),
            new Week("a1", "p1", micros("2025-12-31"), CALL, open, 9_000, 500, 7)),
        read.weeks());
    assertEquals(List.of("balance", "late"), read.features());
    assertArrayEquals(new float[] {2, Float.NaN, 1, Float.NaN}, read.values());
    assertEquals(10, ParquetRows.read(file).size());
  }

  @Test
  void aFileOfAnEarlierVersionHasNoWeeks() {
    Path file = directory.resolve("rows.parquet");
    ParquetFiles.write(SyntheticRows.of(50, 6, 5), file);

    assertEquals(DecisionWeeks.NONE, ParquetWeeks.read(file));
  }

  private static long micros(String day) {
    return Instant.parse(day + "T00:00:00Z").getEpochSecond() * 1_000_000;
  }

  private static String row(int number, String... values) {
    return " (" + number + ", " + String.join(", ", values) + ")";
  }
}
