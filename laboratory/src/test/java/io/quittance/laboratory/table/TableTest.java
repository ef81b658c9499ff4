package io.quittance.laboratory.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.text.Sha256;
import io.quittance.laboratory.dataset.Encoding;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.table.problem.Problem;
import io.quittance.laboratory.table.schema.TableLimits;
import io.quittance.laboratory.table.schema.TableSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SplittableRandom;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableTest {

  private static final TableSchema SCHEMA =
      TableSchema.parse(
          "schema.yaml",
          """
          columns:
            - {name: id, type: text, role: id}
            - {name: at, type: timestamp, role: time}
            - {name: owner, type: text, role: group}
            - {name: w, type: number, role: weight}
            - {name: sex, type: category, role: protected}
            - {name: x, type: number, role: feature, missing: ["-"]}
            - {name: job, type: category, role: feature}
            - {name: flag, type: boolean, role: feature}
            - {name: note, type: text, role: ignored}
            - {name: y, type: category, role: target}
          """);

  private static final String CSV =
      """
      y,id,at,owner,w,sex,x,job,flag,note
      bad,r1,2025-01-02,b,1,f,1.5,nurse,yes,"a, b"
      good,r2,2025-01-01T10:00:00Z,a,2.5,m,-,clerk,no,
      good,r3,2025-01-01 12:00:00+01,b,1,f,-2e3,pilot,,x
      good,r4,2025-01-03T00:00:00.000001,a,1,,0,nurse,T,
      """;

  @TempDir Path directory;

  private Path file(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, content);
    return file;
  }

  @Test
  void everyRoleIsRead() throws IOException {
    Path file = file("rows.csv", CSV);
    Table table = Table.read(file, SCHEMA);
    assertArrayEquals(new boolean[] {true, false, false, false}, table.labels());
    assertEquals("bad", table.positive());
    assertEquals(Sha256.hex(Files.readAllBytes(file)), table.sha256());
    assertArrayEquals(new String[] {"r1", "r2", "r3", "r4"}, table.ids().orElseThrow());
    assertArrayEquals(new int[] {0, 1, 0, 1}, table.groups().orElseThrow());
    assertArrayEquals(new float[] {1, 2.5f, 1, 1}, table.weights().orElseThrow());
    assertArrayEquals(
        new long[] {
          micros("2025-01-02T00:00:00Z"),
          micros("2025-01-01T10:00:00Z"),
          micros("2025-01-01T11:00:00Z"),
          micros("2025-01-03T00:00:00Z") + 1
        },
        table.times().orElseThrow());
    assertEquals(
        List.of("x", "job", "flag"), table.features().stream().map(TableColumn::name).toList());
    TableColumn sex = table.protectedColumns().getFirst();
    assertEquals("f", sex.text(0));
    assertEquals("", sex.text(3));
  }

  private static long micros(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000;
  }

  @Test
  void dictionariesAreLearnedFromTrainingRowsAlone() throws IOException {
    Table table = Table.read(file("rows.csv", CSV), SCHEMA);
    Encoding encoding = Encoding.fit(table, new int[] {0, 1});
    assertEquals(Map.of("job", List.of("clerk", "nurse")), encoding.categories());
    assertEquals(Map.of("job", 1), encoding.unseen(table));
    float none = Float.NaN;
    Examples examples = encoding.encode(table);
    assertArrayEquals(
        new float[] {1.5f, 1, 1, none, 0, 0, -2000, none, none, 0, 1, 1}, examples.values());
    assertArrayEquals(table.weights().orElseThrow(), examples.weights());
    int[] some = {3, 0};
    assertArrayEquals(examples.pick(some).values(), encoding.encode(table.pick(some)).values());
    assertArrayEquals(examples.pick(some).labels(), table.pick(some).labels());
  }

  @Test
  void parquetAndCsvGiveTheSameTable() throws IOException, SQLException {
    Path csv = file("rows.csv", CSV);
    Path parquet = directory.resolve("rows.parquet");
    try (Connection connection =
            Objects.requireNonNull(new DuckDBDriver().connect("jdbc:duckdb:", new Properties()));
        Statement statement = connection.createStatement()) {
      statement.execute("set TimeZone = 'UTC'");
      statement.execute(
          "copy (select y, id, \"at\"::timestamptz as \"at\", owner, w::double as w, sex,"
              + " try_cast(x as double) as x, job, case flag when 'yes' then true when 'T' then true"
              + " when 'no' then false end as flag, note from read_csv('"
              + csv
              + "', all_varchar = true)) to '"
              + parquet
              + "' (format parquet)");
    }
    Table a = Table.read(csv, SCHEMA);
    Table b = Table.read(parquet, SCHEMA);
    assertArrayEquals(a.labels(), b.labels());
    assertArrayEquals(a.times().orElseThrow(), b.times().orElseThrow());
    assertArrayEquals(a.groups().orElseThrow(), b.groups().orElseThrow());
    int[] all = {0, 1, 2, 3};
    assertArrayEquals(
        Encoding.fit(a, all).encode(a).values(), Encoding.fit(b, all).encode(b).values());
  }

  @Test
  void aDamagedParquetFileIsNamed() throws IOException {
    Path file = directory.resolve("cut.parquet");
    Files.write(file, "PAR1 and nothing that belongs there".getBytes(StandardCharsets.UTF_8));
    var refused = assertThrows(BadDataException.class, () -> Table.read(file, SCHEMA));
    assertEquals("parquet", refused.problems().getFirst().rule());
  }

  @Test
  void limitsAreKept() throws IOException {
    Path file = file("rows.csv", CSV);
    TableLimits few = new TableLimits(1 << 20, 1 << 20, 3, 20, 1_000, 100, 2, 1_000);
    var refused =
        assertThrows(BadDataException.class, () -> ReadTable.read(file, SCHEMA, few, _ -> {}));
    List<String> rules = refused.problems().stream().map(Problem::rule).toList();
    assertTrue(rules.contains("too-many-rows"), rules.toString());
    assertTrue(rules.contains("too-many-categories"), rules.toString());
  }

  @Test
  void theHashOfASchemaLeavesCommentsOut() {
    TableSchema other = TableSchema.parse("other.yaml", "# a comment\n" + SCHEMA.toYaml());
    assertEquals(SCHEMA, other);
    assertEquals(SCHEMA.sha256(), other.sha256());
    assertNotEquals(SCHEMA.sha256(), SCHEMA.withTarget("flag").sha256());
  }

  @Test
  void anyTextSurvivesWritingAndReading() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 200; round++) {
      StringBuilder name = new StringBuilder("n");
      for (int i = 0; i < 12; i++) {
        int point = random.nextInt(3) == 0 ? random.nextInt(0x3000) : 32 + random.nextInt(95);
        name.appendCodePoint(point);
      }
      TableSchema schema =
          new TableSchema(
              TableSchema.Format.STANDARD,
              List.of(
                  TableSchema.ColumnSchema.of(
                      name.toString(), TableSchema.Type.NUMBER, TableSchema.Role.FEATURE)));
      try {
        assertEquals(schema, TableSchema.parse("s.yaml", schema.toYaml()), name.toString());
      } catch (BadDataException e) {
        assertEquals("protected-feature", e.problems().getFirst().rule(), name.toString());
      }
    }
  }
}
