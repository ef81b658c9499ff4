package io.quittance.feedback.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFileTest {

  @TempDir Path directory = Path.of("");

  private static List<LabelledRow> rows(int count) {
    Random random = new Random(11);
    List<LabelledRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Integer version = random.nextBoolean() ? null : random.nextInt(5);
      boolean recorded = random.nextBoolean();
      rows.add(
          new LabelledRow(
              "decision-" + i,
              "acc-" + random.nextInt(100),
              recorded ? "debtor-" + random.nextInt(90) : null,
              Instant.parse("2026-01-01T00:00:00.123456Z").plusSeconds(random.nextInt(1_000_000)),
              i % 7 == 0 ? null : random.nextInt(2),
              new LabelledRow.Choice(
                  "sms",
                  recorded ? "settlement" : null,
                  random.nextDouble(),
                  random.nextBoolean(),
                  recorded ? "no-contact/none:0.5 sms/settlement:0.5" : null),
              random.nextLong(1_000_000),
              recorded
                  ? new LabelledRow.Week(random.nextLong(-500, 500), 7 * random.nextDouble())
                  : null,
              version,
              version == null,
              new float[] {random.nextFloat(), i % 3 == 0 ? Float.NaN : i}));
    }
    return rows;
  }

  private DatasetFile write(String name, List<LabelledRow> rows) throws Exception {
    try (ParquetFile file =
        new ParquetFile(directory.resolve(name + ".duckdb"), List.of("x", "Days past"))) {
      for (LabelledRow row : rows) {
        file.add(row);
      }
      return file.writeTo(directory.resolve(name + ".parquet"));
    }
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws Exception {
    List<LabelledRow> rows = rows(45_000);

    DatasetFile written = write("set", rows);

    assertEquals(45_000, written.rows());
    assertEquals(
        rows.stream().filter(row -> Integer.valueOf(1).equals(row.label())).count(),
        written.positives());
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet read =
            statement.executeQuery("select * from '" + directory.resolve("set.parquet") + "'")) {
      for (LabelledRow row : rows) {
        assertTrue(read.next());
        assertEquals(row.decisionId(), read.getString("decision_id"));
        assertEquals(row.accountId(), read.getString("account_id"));
        assertEquals(
            row.decidedAt(), read.getObject("decided_at", OffsetDateTime.class).toInstant());
        assertEquals(row.label(), read.getObject("label"));
        assertEquals(row.choice().propensity(), read.getDouble("propensity"));
        assertEquals(row.choice().offer(), read.getString("offer"));
        assertEquals(row.choice().open(), read.getString("choices"));
        assertEquals(row.choice().explored(), read.getBoolean("explored"));
        assertEquals(row.debtorId(), read.getString("debtor_id"));
        LabelledRow.Week week = row.week();
        assertEquals(week == null ? null : week.paidMinor(), read.getObject("week_paid_minor"));
        assertEquals(week == null ? null : week.days(), read.getObject("week_days"));
        assertEquals(row.balanceMinor(), read.getLong("balance_minor"));
        assertEquals(row.modelVersion(), read.getObject("model_version"));
        assertEquals(row.degraded(), read.getBoolean("degraded"));
        assertEquals(row.features()[0], read.getFloat("f_x"));
        float second = row.features()[1];
        assertEquals(Float.isNaN(second) ? null : second, read.getObject("f_days past"));
      }
      assertFalse(read.next());
    }
    assertFalse(Files.exists(directory.resolve("set.duckdb")));
  }

  @Test
  void theSameRowsGiveTheSameBytes() throws Exception {
    assertEquals(write("one", rows(30_000)).sha256(), write("two", rows(30_000)).sha256());
  }

  @Test
  void noRowsAreAFileToo() throws Exception {
    assertEquals(0, write("none", List.of()).rows());
  }
}
