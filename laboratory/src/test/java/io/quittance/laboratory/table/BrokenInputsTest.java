package io.quittance.laboratory.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.infer.DraftSchema;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.table.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each broken input that docs/reference/table-schema.md lists is made and gets the message that
/// stands there.
final class BrokenInputsTest {

  private static final Path DOCUMENT = Path.of("../docs/reference/table-schema.md");

  private static final String SCHEMA =
      """
      file:
        delimiter: ","
        missing: [NA]
      columns:
        - name: client
          type: text
          role: id
        - name: age
          type: integer
          role: protected
          range: [18, 110]
        - name: balance
          type: number
          role: feature
          range: [0, null]
        - name: job
          type: category
          role: feature
          categories: [clerk, nurse, pilot]
        - name: paid
          type: boolean
          role: target
          positive: "yes"
      """;

  private static final String HEADER = "client,age,balance,job,paid\n";
  private static final String GOOD = "c1,31,100.5,clerk,yes\nc2,52,0,nurse,no\n";

  @TempDir Path directory;

  /// A data file, or a schema, that is not what it should be.
  private interface Broken {
    void read() throws IOException;
  }

  private final Map<String, Broken> inputs = new LinkedHashMap<>();

  private void csv(String input, String content) {
    inputs.put(input, () -> table("data.csv", content.getBytes(StandardCharsets.UTF_8)));
  }

  private void schema(String input, String yaml) {
    inputs.put(input, () -> TableSchema.parse("schema.yaml", yaml));
  }

  private void column(String input, String lines) {
    schema(input, SCHEMA + lines.indent(2));
  }

  private void table(String name, byte[] content) throws IOException {
    table(name, content, SCHEMA);
  }

  private void table(String name, byte[] content, String schema) throws IOException {
    Path file = directory.resolve(name);
    Files.write(file, content);
    Table.read(file, TableSchema.parse("schema.yaml", schema));
  }

  private void files() {
    inputs.put("No such file", () -> Table.read(directory.resolve("absent.csv"), parsed()));
    csv("An empty file", "");
    csv("A header and no rows", HEADER);
    csv("Another delimiter", (HEADER + GOOD).replace(',', ';'));
    csv("A column twice in the header", "client,age,age,job,paid\n" + GOOD);
    csv("A column is missing, another is unknown", "client,age,balance,profession,paid\n" + GOOD);
    csv("A row with one value too few", HEADER + GOOD + "c3,40,1.5,pilot\n");
    csv("A row with one value too many", HEADER + GOOD + "c3,40,1,5,pilot,no\n");
    csv("A quote that is never closed", HEADER + GOOD + "c3,40,2,\"pilot,no\n");
    csv("Text after a closing quote", HEADER + GOOD + "c3,40,2,\"pi\"lot,no\n");
    inputs.put(
        "Bytes that are no UTF-8",
        () ->
            table(
                "data.csv",
                (HEADER + GOOD + "c3,40,2,caf\u00e9,no\n").getBytes(StandardCharsets.ISO_8859_1)));
    inputs.put(
        "UTF-16",
        () -> table("data.csv", ("\uFEFF" + HEADER + GOOD).getBytes(StandardCharsets.UTF_16LE)));
    csv("A value of 70,000 characters", HEADER + GOOD + "c3,40,2," + "x".repeat(70_000) + ",no\n");
    inputs.put(
        "A gzip file cut off",
        () -> {
          byte[] whole = gzip((HEADER + "c1,31,100.5,clerk,yes\n".repeat(1)).repeat(1));
          table("data.csv.gz", Arrays.copyOf(whole, whole.length - 12));
        });
    inputs.put(
        "Text named .parquet",
        () -> table("data.parquet", (HEADER + GOOD).getBytes(StandardCharsets.UTF_8)));
    inputs.put(
        "A spreadsheet",
        () -> table("data.csv", "PK\u0003\u0004…".getBytes(StandardCharsets.UTF_8)));
  }

  private void values() {
    csv("A word where a number belongs", HEADER + GOOD + "c3,40,much,pilot,no\n");
    csv("A decimal comma", HEADER + GOOD + "c3,40,\"2,5\",pilot,no\n");
    csv("NaN", HEADER + GOOD + "c3,40,NaN,pilot,no\n");
    csv("A number too large", HEADER + GOOD + "c3,40,1e400,pilot,no\n");
    csv("A broken number for whole ones", HEADER + GOOD + "c3,40.5,2,pilot,no\n");
    csv("Out of range", HEADER + GOOD + "c3,17,-3,pilot,no\n");
    csv("A category that the schema does not list", HEADER + GOOD + "c3,40,2,piolt,no\n");
    csv("A missing target", HEADER + GOOD + "c3,40,2,pilot,NA\n");
    csv("A third class", HEADER + GOOD + "c3,40,2,pilot,maybe\n");
    csv("One class only", HEADER + GOOD.replace("no\n", "yes\n"));
    inputs.put(
        "The positive value never occurs",
        () ->
            table(
                "data.csv",
                (HEADER + GOOD).getBytes(StandardCharsets.UTF_8),
                SCHEMA.replace("type: boolean", "type: category").replace("\"yes\"", "Y")));
    inputs.put("Row numbers as a feature", this::rowNumbers);
    csv(
        "Several problems at once",
        HEADER + "c1,x,1,clerk,yes\nc2,y,1,clerk,no\n".repeat(3) + "c2,3\n");
  }

  private void rowNumbers() throws IOException {
    StringBuilder rows = new StringBuilder("row,paid\n");
    for (int i = 0; i < 200; i++) {
      rows.append(i).append(i % 3 == 0 ? ",yes\n" : ",no\n");
    }
    table(
        "data.csv",
        rows.toString().getBytes(StandardCharsets.UTF_8),
        """
        columns:
          - {name: row, type: integer, role: feature}
          - {name: paid, type: boolean, role: target}
        """);
  }

  private void schemas() {
    schema("Schema: no YAML", "columns:\n  - name: age\n    type: [integer\n    role: feature\n");
    schema("Schema: empty", "");
    schema("Schema: an unknown key", SCHEMA.replace("range: [0, null]", "rnage: [0, null]"));
    schema("Schema: an unknown role", SCHEMA.replace("role: protected", "role: secret"));
    schema("Schema: an unknown type", SCHEMA.replace("type: number", "type: float"));
    schema("Schema: a column without role", SCHEMA.replace("    role: id\n", ""));
    column("Schema: a column twice", "- name: age\n  type: integer\n  role: ignored\n");
    column("Schema: two targets", "- name: left\n  type: boolean\n  role: target\n");
    inputs.put(
        "Schema: no target",
        () ->
            table(
                "data.csv",
                (HEADER + GOOD).getBytes(StandardCharsets.UTF_8),
                SCHEMA
                    .replace("role: target", "role: feature")
                    .replace("    positive: \"yes\"\n", "")));
    inputs.put("`--target` names no column", () -> parsed().withTarget("payed"));
    column(
        "Schema: a protected attribute as feature",
        "- name: marital_status\n  type: category\n  role: feature\n");
    column("Schema: free text as feature", "- name: note\n  type: text\n  role: feature\n");
    column("Schema: a date as feature", "- name: opened\n  type: timestamp\n  role: feature\n");
    schema("Schema: a range upside down", SCHEMA.replace("[18, 110]", "[110, 18]"));
    schema("Schema: a delimiter of two characters", SCHEMA.replace("\",\"", "\", \""));
    inputs.put(
        "`infer --target` with too many values",
        () -> {
          Path file = directory.resolve("data.csv");
          Files.writeString(file, HEADER + GOOD + "c3,40,2,pilot,no\n");
          DraftSchema.of(file, Optional.of("job"));
        });
  }

  private static TableSchema parsed() {
    return TableSchema.parse("schema.yaml", SCHEMA);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void eachBrokenInputGetsTheMessageOfTheDocument() throws IOException {
    files();
    values();
    schemas();
    StringBuilder table = new StringBuilder();
    inputs.forEach(
        (input, broken) -> {
          var refused = assertThrows(BadDataException.class, broken::read, input);
          String message = String.valueOf(refused.getMessage()).replace("\n", "<br>");
          table.append("| ").append(input).append(" | ").append(message).append(" |\n");
        });
    List<String> documented =
        Files.readAllLines(DOCUMENT).stream()
            .dropWhile(line -> !line.startsWith("| Input | Message |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("| "))
            .toList();
    assertEquals(table.toString(), String.join("\n", documented) + "\n");
    assertTrue(documented.size() >= 20);
  }

  @Test
  void aGoodFileIsReadInAllItsForms() throws IOException {
    byte[] plain = (HEADER + GOOD).getBytes(StandardCharsets.UTF_8);
    table("plain.csv", plain);
    table("marked.csv", ("\uFEFF" + HEADER + GOOD).getBytes(StandardCharsets.UTF_8));
    table("packed.csv.gz", gzip(HEADER + GOOD));
    table("windows.csv", (HEADER + GOOD).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    table(
        "quoted.csv",
        "\"client\",age,balance,job,paid\nc1,31,NA,clerk,Yes\nc2,52,,NA,NO\n"
            .getBytes(StandardCharsets.UTF_8));
  }
}
