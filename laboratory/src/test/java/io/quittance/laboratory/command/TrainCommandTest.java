package io.quittance.laboratory.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.laboratory.dataset.Encoding;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.export.ExportedModel;
import io.quittance.laboratory.output.OutDirectory;
import io.quittance.laboratory.table.Table;
import io.quittance.laboratory.table.schema.TableSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One training of all families on a small file, and what it refuses.
final class TrainCommandTest {

  @TempDir static Path directory = Path.of(".");

  private static Path data = Path.of(".");
  private static Run trained = new Run(-1, "", "");

  private record Run(int status, String out, String err) {}

  @BeforeAll
  static void train() throws IOException {
    data = LoanFile.write(directory.resolve("loans.csv.gz"), 1_200, false);
    trained = run(arguments("out", "--json"));
  }

  @Test
  void writesTheFilesAndEndsWithATableAndOneLineOfJson() throws IOException {
    assertEquals(0, trained.status(), trained.err());
    List<String> lines = trained.out().strip().lines().toList();
    JsonNode json = new ObjectMapper().readTree(lines.getLast());
    for (JsonNode file : json.get("files")) {
      assertTrue(Files.size(Path.of(file.asText())) > 100, file.asText());
    }
    assertEquals(9, json.get("files").size());
    double auc = json.at("/auc/value").asDouble();
    assertTrue(auc > 0.7 && auc < 0.95, "AUC " + auc);
    assertTrue(
        json.at("/metrics/prAuc/lower").asDouble() < json.at("/metrics/prAuc/value").asDouble());
    assertEquals("[\"age\"]", json.get("protected").toString());
    assertEquals("[\"amount\",\"days\",\"region\"]", json.get("features").toString());
    assertTrue(lines.getFirst().startsWith("┌"), lines.getFirst());
    assertTrue(trained.out().contains(String.format(Locale.ROOT, "%.4f (", auc)), trained.out());
    for (String family : List.of("xgboost", "lightgbm", "random-forest", "logistic-regression")) {
      assertTrue(trained.out().contains(family), family);
    }
    assertTrue(trained.out().contains("multilayer-perceptron"), trained.out());
  }

  /// Each told change is made in the table and scored by the bundle again.
  @Test
  void whatWouldChangeTheAnswerIsToldAndHolds() throws IOException {
    Path out = directory.resolve("out");
    JsonNode metrics = new ObjectMapper().readTree(out.resolve("metrics.json").toFile());
    Table table = Table.read(data, TableSchema.read(out.resolve("schema.yaml")));
    ModelBundle bundle = ModelBundle.read(Files.readAllBytes(out.resolve("bundle.zip")));
    Examples rows = Encoding.fit(table, all(table.size())).encode(table);
    double threshold = metrics.at("/counterfactuals/threshold").asDouble();

    int changes = 0;
    try (ExportedModel model = ExportedModel.of(bundle)) {
      for (JsonNode row : metrics.get("counterfactualRows")) {
        float[] values = rows.row(row.get("row").asInt());
        assertEquals(row.get("probability").asDouble(), model.probabilities(values)[0], 1e-6);
        for (JsonNode alternative : row.get("alternatives")) {
          float[] changed = values.clone();
          alternative.get("changes").forEach(change -> make(change, rows, changed));
          double probability = model.probabilities(changed)[0];
          assertEquals(alternative.get("probability").asDouble(), probability, 1e-6);
          assertEquals(
              row.get("probability").asDouble() < threshold,
              probability >= threshold,
              row.toString());
          changes++;
        }
      }
    }
    assertEquals(6, metrics.get("counterfactualRows").size());
    assertTrue(changes >= 6, changes + " counterfactuals");
    assertEquals(6, metrics.at("/counterfactuals/rowsFlipped").asInt());
    assertTrue(
        Files.readString(out.resolve("report.html")).contains("What would change the answer"));
  }

  private static void make(JsonNode change, Examples rows, float[] values) {
    int feature = rows.names().indexOf(change.get("feature").asText());
    String to = change.get("to").asText();
    var column = rows.columns().get(feature);
    values[feature] = column.categorical() ? column.categories().indexOf(to) : Float.parseFloat(to);
  }

  @Test
  void predictionsAreTheBundlesOwnOnTheRowsTheyName() throws IOException {
    Path out = directory.resolve("out");
    Table table = Table.read(data, TableSchema.read(out.resolve("schema.yaml")));
    ModelBundle bundle = ModelBundle.read(Files.readAllBytes(out.resolve("bundle.zip")));
    List<String> predictions = Files.readAllLines(out.resolve("predictions.csv"));
    Examples rows = Encoding.fit(table, all(table.size())).encode(table);

    double[] probabilities;
    try (ExportedModel model = ExportedModel.of(bundle)) {
      probabilities = model.probabilities(rows.values());
    }

    assertEquals("row,id,label,probability", predictions.getFirst());
    assertEquals(241, predictions.size());
    for (String line : predictions.subList(1, predictions.size())) {
      String[] fields = line.split(",", -1);
      int row = Integer.parseInt(fields[0]) - 1;
      assertEquals("L" + row, fields[1]);
      assertEquals(table.labels()[row] ? "1" : "0", fields[2]);
      assertEquals(probabilities[row], Double.parseDouble(fields[3]), 1e-6, line);
    }
  }

  @Test
  void theSameSeedGivesTheSameModelAndASearchIsNotOverwrittenButResumed() throws IOException {
    Path first = directory.resolve("out");

    Run again = run(arguments("out"));
    Run elsewhere = run(arguments("elsewhere"));
    Run resumed = run(arguments("elsewhere", "--resume"));

    assertEquals(1, again.status());
    assertTrue(again.err().contains("--resume"), again.err());
    assertEquals(0, elsewhere.status(), elsewhere.err());
    byte[] model = Files.readAllBytes(first.resolve("model.onnx"));
    assertArrayEquals(
        model, Files.readAllBytes(directory.resolve("elsewhere").resolve("model.onnx")));
    assertEquals(0, resumed.status(), resumed.err());
    assertArrayEquals(
        model, Files.readAllBytes(directory.resolve("elsewhere").resolve("model.onnx")));
  }

  @Test
  void theFeaturesAreJudgedAndStayUnlessSelectionIsAskedFor() throws IOException {
    Path out = directory.resolve("out");

    JsonNode selection =
        new ObjectMapper().readTree(out.resolve("metrics.json").toFile()).get("selection");

    assertEquals(2, selection.get("folds").asInt());
    assertEquals("days", selection.at("/features/1/feature").asText());
    assertEquals("keep", selection.at("/features/1/verdict").asText());
    assertTrue(selection.at("/features/1/aucDrop").asDouble() > 0.1, selection.toString());
    assertTrue(Files.readString(out.resolve("card.md")).contains("permutation importance"));
    assertTrue(
        Files.readString(out.resolve("report.html")).contains("Which features earn their place"));
  }

  @Test
  void selectionLeavesNoiseOutAndItsSearchIsResumedByteForByte() throws IOException {
    Path noisy = directory.resolve("noisy.csv");
    LoanFile.writeNoisy(noisy, 1_200);
    Path out = directory.resolve("selected");
    List<String> order =
        List.of(
            "train",
            "--data",
            noisy.toString(),
            "--target",
            "paid",
            "--families",
            "xgboost",
            "--trials",
            "3",
            "--folds",
            "3",
            "--select",
            "--out",
            out.toString());
    List<String> resume = new ArrayList<>(order);
    resume.add("--resume");

    Run first = run(order.toArray(String[]::new));
    byte[] model = Files.readAllBytes(out.resolve("model.onnx"));
    Path journal = out.resolve(OutDirectory.SELECTED_JOURNAL);
    List<String> lines = Files.readAllLines(journal);
    Files.write(journal, lines.subList(0, lines.size() / 2));
    Run resumed = run(resume.toArray(String[]::new));

    assertEquals(0, first.status(), first.err());
    assertTrue(first.err().contains("--select: fitting again on 3 features"), first.err());
    JsonNode metrics = new ObjectMapper().readTree(out.resolve("metrics.json").toFile());
    assertEquals("[\"amount\",\"days\",\"region\"]", metrics.get("features").toString());
    assertEquals(5, metrics.at("/selection/features").size());
    assertTrue(
        metrics.at("/selection/outcome").asText().startsWith("They were dropped"),
        metrics.get("selection").toString());
    assertEquals(0, resumed.status(), resumed.err());
    assertEquals(lines.size(), Files.readAllLines(journal).size());
    assertArrayEquals(model, Files.readAllBytes(out.resolve("model.onnx")));
  }

  @Test
  void aColumnThatTellsTheTargetStopsTheTrainingUnlessItIsExcluded() throws IOException {
    Path leaking = LoanFile.write(directory.resolve("leak.csv"), 600, true);
    String[] order = {
      "train",
      "--data",
      leaking.toString(),
      "--target",
      "paid",
      "--families",
      "xgboost",
      "--trials",
      "1",
      "--folds",
      "2",
      "--out",
      directory.resolve("leak").toString()
    };
    List<String> without = new ArrayList<>(List.of(order));
    without.addAll(List.of("--exclude", "recovered"));

    Run stopped = run(order);
    Run excluded = run(without.toArray(String[]::new));

    assertEquals(1, stopped.status());
    assertTrue(
        stopped.err().contains("the quality gate stopped the training: recovered"), stopped.err());
    assertEquals(0, excluded.status(), excluded.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --target paid --out x | 2 | --data",
        "train --data D --target paid --out x --families oak | 2 | unknown family 'oak'",
        "train --data D --target paid --out x --folds 1 | 2 | --folds must be from 2 to 20",
        "train --data D --target paid --out x --trials 3 --minutes 1 | 2 | mutually exclusive",
        "train --data D --target paid --out x --split moon | 2 | moon",
        "train --data absent.csv --target paid --out N | 1 | the file does not exist",
        "train --data D --target payed --out N | 1 | payed",
        "train --data D --target paid --exclude nobody --out N | 1 | --exclude names nobody",
        "train --data D --target paid --split time --out N | 1 | --split time needs a column",
        "train --data D --target paid --out F | 1 | is a file: --out must name a directory",
        "train --data D --target paid --value-matrix absent.yaml --out N | 1 | absent.yaml",
        "infer --data D --target payed | 1 | payed",
        "fly | 2 | fly"
      })
  void whatCannotBeDoneIsToldInASentence(String command, int status, String part) {
    String[] words = command.strip().split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] =
          switch (words[i]) {
            case "D", "F" -> data.toString();
            case "N" -> directory.resolve("never").toString();
            default -> words[i];
          };
    }

    Run run = run(words);

    assertEquals(status, run.status(), run.err());
    assertTrue(run.err().contains(part.strip()), run.err());
    assertFalse(run.err().contains("Exception"), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }

  private static String[] arguments(String out, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "train",
                "--data",
                data.toString(),
                "--target",
                "paid",
                "--positive",
                "yes",
                "--trials",
                "6",
                "--folds",
                "2",
                "--out",
                directory.resolve(out).toString()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static int[] all(int rows) {
    return java.util.stream.IntStream.range(0, rows).toArray();
  }

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Laboratory.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Run(status, out.toString(), err.toString());
  }
}
