package io.quittance.scoring.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.bundle.ModelBundle;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScoreCommandTest {

  @TempDir private Path directory = Path.of(".");
  private Path bundle = Path.of(".");

  private record Run(int status, String out, String err) {}

  @BeforeEach
  void writeBundle() throws IOException {
    bundle = directory.resolve("bundle.zip");
    Files.write(bundle, SampleBundles.forest().write());
  }

  @Test
  void probabilitiesAreThoseOfTheBundlesGraphOnEveryRow() throws Exception {
    float[][] rows = SampleBundles.rows(3_500);
    Path data = write("rows.csv.gz", rows, ';');

    Run run = score("--data", data.toString(), "--id", "account");

    assertEquals(0, run.status(), run.err());
    double[] oracle = onnxRuntime(rows);
    List<String[]> scored = lines("out.csv");
    assertEquals(List.of("row", "id", "probability", "margin"), List.of(scored.removeFirst()));
    assertEquals(rows.length, scored.size());
    for (int i = 0; i < rows.length; i++) {
      assertEquals(Integer.toString(i + 1), scored.get(i)[0]);
      assertEquals("A" + i, scored.get(i)[1]);
      assertEquals(oracle[i], Double.parseDouble(scored.get(i)[2]), 1e-6, "row " + i);
    }
  }

  @Test
  void reasonsAreTheLargestOfContributionsThatSumToTheMargin() throws Exception {
    Path data = write("rows.csv", SampleBundles.rows(50), ',');

    Run run = score("--data", data.toString(), "--explain");

    assertEquals(0, run.status(), run.err());
    List<String[]> scored = lines("out.csv");
    assertEquals("base", scored.removeFirst()[3]);
    for (String[] row : scored) {
      double sum = Double.parseDouble(row[3]);
      double before = Double.POSITIVE_INFINITY;
      for (int reason = 4; reason < 7; reason++) {
        double contribution =
            Double.parseDouble(row[reason].substring(row[reason].indexOf(':') + 1));
        assertTrue(Math.abs(contribution) <= before, () -> Arrays.toString(row));
        before = Math.abs(contribution);
        sum += contribution;
      }
      assertEquals(Double.parseDouble(row[2]), sum, 1e-4, () -> Arrays.toString(row));
    }
  }

  @Test
  void aRowThatCannotBeReadIsKeptWithItsReasonAndTheRestIsScored() throws Exception {
    Path data =
        Files.writeString(
            directory.resolve("rows.csv"),
            "days,amount,region\n1,10,north\n2,1o,south\n3,,nowhere\n4,5\n5,1e99,south\n6,?,north\n");

    Run run = score("--data", data.toString(), "--json");

    assertEquals(0, run.status(), run.err());
    List<String[]> scored = lines("out.csv");
    assertEquals(List.of("row", "1", "3", "6"), scored.stream().map(fields -> fields[0]).toList());
    List<String> rejected = Files.readAllLines(directory.resolve("out.rejected.csv"));
    assertEquals("row,reason,days,amount,region", rejected.get(0));
    assertEquals("2,line 3: amount is no number: '1o',2,1o,south", rejected.get(1));
    assertEquals("4,line 5: 2 fields where the header has 3,4,5", rejected.get(2));
    assertEquals("5,line 6: amount is too large: '1e99',5,1e99,south", rejected.get(3));
    JsonNode json = new ObjectMapper().readTree(run.out().strip());
    assertEquals(3, json.get("rows").asInt());
    assertEquals(3, json.get("rejected").asInt());
    assertEquals(1, json.get("unknownCategories").asInt());
    assertTrue(run.err().contains("3 rows could not be read"), run.err());
  }

  @Test
  void mendedRejectedRowsAreReadAndNeverWrittenOver() throws Exception {
    Path data =
        Files.writeString(
            directory.resolve("rows.csv"), "days,amount,region\n1,10,north\n2,1o,south\n");
    score("--data", data.toString());
    Path rejected = directory.resolve("out.rejected.csv");
    String mended = Files.readString(rejected).replace("1o,", "10,");
    Files.writeString(rejected, mended);

    Run over = score("--data", rejected.toString());
    boolean kept = Files.readString(rejected).equals(mended);
    Run clean =
        score("--data", write("clean.csv", SampleBundles.rows(3), ',').toString(), "--json");

    assertEquals(1, over.status());
    assertTrue(over.err().contains("choose another --out"), over.err());
    assertTrue(kept);
    assertEquals(0, clean.status(), clean.err());
    assertFalse(Files.exists(rejected), "it is of an earlier run");
    JsonNode json = new ObjectMapper().readTree(clean.out().strip());
    assertEquals(bundleFamily(), json.get("family").asText());
  }

  private String bundleFamily() throws Exception {
    return ModelBundle.read(Files.readAllBytes(bundle)).manifest().family();
  }

  @Test
  void markersOfTheUserAreMissingValues() throws Exception {
    Path data =
        Files.writeString(
            directory.resolve("rows.csv"), "days;amount;region\n1,5;-999;north\n1,5;;north\n");

    Run run = score("--data", data.toString(), "--missing", "-999", "--decimal", ",");

    assertEquals(0, run.status(), run.err());
    List<String[]> scored = lines("out.csv");
    assertEquals(scored.get(1)[1], scored.get(2)[1]);
  }

  /// The rules of the files that training reads hold here too.
  @Test
  void filesAreReadAsInTraining() throws Exception {
    Path marked =
        Files.writeString(
            directory.resolve("marked.csv"),
            "\uFEFFdays;amount;region\n3;1,5;\"west; far\"\n4;2,5;north\n");
    Path latin = directory.resolve("latin.csv");
    Files.write(
        latin,
        "days,amount,region\n1,2,north\n1,2,Orl\u00e9ans\n".getBytes(StandardCharsets.ISO_8859_1));
    Path wide = directory.resolve("wide.csv");
    Files.write(wide, "days,amount,region\n1,2,north\n".getBytes(StandardCharsets.UTF_16));
    Path quote =
        Files.writeString(directory.resolve("quote.csv"), "days,amount,region\n1,2,\"no\n");
    Path parquet = Files.writeString(directory.resolve("rows.data"), "PAR1....PAR1");

    Run decimal = score("--data", marked.toString(), "--decimal", ",");
    assertEquals(0, decimal.status(), decimal.err());
    assertEquals(3, lines("out.csv").size());
    Run bytes = score("--data", latin.toString());
    assertEquals(0, bytes.status(), bytes.err());
    assertTrue(
        Files.readString(directory.resolve("out.rejected.csv"))
            .contains("line 3: region holds bytes that are not UTF-8"));
    for (Path file : List.of(wide, quote, parquet)) {
      Run refused = score("--data", file.toString());
      assertEquals(1, refused.status(), file.toString());
      assertTrue(refused.err().startsWith(file.getFileName() + ""), refused.err());
    }
  }

  @Test
  void noTrainingLibraryComesWithTheTables() {
    for (String name :
        List.of(
            "ml.dmlc.xgboost4j.java.Booster",
            "com.microsoft.ml.lightgbm.lightgbmlib",
            "ai.djl.Model",
            "org.duckdb.DuckDBDriver")) {
      assertThrows(ClassNotFoundException.class, () -> Class.forName(name), name);
    }
  }

  @Test
  void whatTheModelNeedsAndTheFileLacksIsNamed() throws Exception {
    Path data = Files.writeString(directory.resolve("rows.csv"), "days,betrag\n1,2\n");

    Run run = score("--data", data.toString());

    assertEquals(1, run.status());
    assertEquals("the file lacks 2 columns of the model: amount, region", run.err().strip());
    assertFalse(Files.exists(directory.resolve("out.csv")));
  }

  @Test
  void failuresAreSentencesAndWrongUsageEndsWithTwo() throws Exception {
    Path data = write("rows.csv", SampleBundles.rows(3), ',');
    Path damaged = Files.writeString(directory.resolve("damaged.zip"), "PK no zip");
    Path empty = Files.writeString(directory.resolve("empty.csv"), "");

    assertEquals(2, run("score", "--data", data.toString()).status());
    assertEquals(2, run("fly").status());
    Run refused =
        run("score", "--model", damaged.toString(), "--data", data.toString(), "--out", "o.csv");
    assertEquals(1, refused.status());
    assertTrue(refused.err().startsWith("the bundle is refused (part-missing)"), refused.err());
    assertEquals(1, score("--data", directory.resolve("absent.csv").toString()).status());
    assertEquals(1, score("--data", empty.toString()).status());
    Path whole = write("cut.csv.gz", SampleBundles.rows(500), ',');
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));
    Run cut = score("--data", whole.toString());
    assertEquals(1, cut.status());
    assertTrue(cut.err().contains("is truncated"), cut.err());
    assertEquals(1, score("--data", data.toString(), "--id", "nobody").status());
    Run over =
        run(
            "score",
            "--model",
            bundle.toString(),
            "--data",
            data.toString(),
            "--out",
            data.toString());
    assertEquals(1, over.status());
    assertTrue(over.err().contains("choose another"), over.err());
  }

  private Run score(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "score",
                "--model",
                bundle.toString(),
                "--out",
                directory.resolve("out.csv").toString()));
    all.addAll(List.of(arguments));
    return run(all.toArray(String[]::new));
  }

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        ScoreCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Run(status, out.toString(), err.toString());
  }

  private List<String[]> lines(String name) throws IOException {
    List<String[]> lines = new ArrayList<>();
    Files.readAllLines(directory.resolve(name)).forEach(line -> lines.add(line.split(",", -1)));
    return lines;
  }

  /// Columns in another order than the model's, one more than it reads.
  private Path write(String name, float[][] rows, char separator) throws IOException {
    Path file = directory.resolve(name);
    try (Writer out =
        new OutputStreamWriter(
            name.endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file),
            StandardCharsets.UTF_8)) {
      out.write(String.join(Character.toString(separator), "account", "region", "days", "amount"));
      out.write("\n");
      for (int i = 0; i < rows.length; i++) {
        String region =
            Float.isNaN(rows[i][1])
                ? ""
                : "\"" + SampleBundles.REGIONS.get((int) rows[i][1]) + "\"";
        out.write(
            String.join(
                    Character.toString(separator),
                    "A" + i,
                    region,
                    text(rows[i][2]),
                    text(rows[i][0]))
                + "\n");
      }
    }
    return file;
  }

  private static String text(float value) {
    return Float.isNaN(value) ? "NA" : Float.toString(value);
  }

  private static double[] onnxRuntime(float[][] rows) throws OrtException {
    byte[] onnx = SampleBundles.forest().onnx();
    float[] matrix = new float[rows.length * 3];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, matrix, i * 3, 3);
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(onnx);
        OnnxTensor input =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(matrix), new long[] {rows.length, 3});
        OrtSession.Result result = session.run(Map.of("features", input))) {
      OnnxTensor probability = (OnnxTensor) result.get("probability").orElseThrow();
      FloatBuffer buffer = probability.getFloatBuffer();
      double[] probabilities = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        probabilities[i] = buffer.get(i);
      }
      return probabilities;
    }
  }
}
