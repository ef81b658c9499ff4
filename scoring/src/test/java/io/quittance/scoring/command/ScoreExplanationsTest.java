package io.quittance.scoring.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.model.DriftReference;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScoreExplanationsTest {

  private static final List<String> COLUMNS = List.of("amount", "region", "days");

  @TempDir private Path directory = Path.of(".");

  private record Run(int status, String out, String err) {}

  @Test
  void limeFindsTheCoefficientsOfALinearModel() throws Exception {
    ModelBundle bundle = SampleBundles.linear();
    Path data = rows(List.of("10,1,5", "90,2,39", "50,0,20"));

    Run run = score(bundle, data, "--explain", "lime", "--json");

    assertEquals(0, run.status(), run.err());
    List<List<String>> lines = lines("out.csv");
    assertEquals(
        List.of(
            "row",
            "probability",
            "margin",
            "surrogate_margin",
            "r2",
            "stability",
            "effect_1",
            "effect_2",
            "effect_3",
            "effect_4",
            "effect_5",
            "effect_6"),
        lines.removeFirst());
    Map<String, Double> effects = effects(bundle.reference());
    assertEquals(3, lines.size());
    for (List<String> line : lines) {
      assertEquals(number(line.get(2)), number(line.get(3)), 0.01, line.toString());
      assertEquals(1, number(line.get(4)), 1e-3, line.toString());
      assertEquals(1, number(line.get(5)), line.toString());
      Set<String> named = new TreeSet<>();
      double before = Double.POSITIVE_INFINITY;
      for (String term : line.subList(6, 9)) {
        String feature = term.substring(0, term.indexOf(':'));
        double effect = number(term.substring(term.indexOf(':') + 1));
        assertEquals(effects.getOrDefault(feature, Double.NaN), effect, 0.01, term);
        assertTrue(Math.abs(effect) <= before, line.toString());
        before = Math.abs(effect);
        named.add(feature);
      }
      assertEquals(Set.copyOf(COLUMNS), named);
      assertEquals(List.of("", "", ""), line.subList(9, 12));
    }
    JsonNode json = new ObjectMapper().readTree(run.out().strip());
    assertTrue(json.get("explained").asBoolean());
    assertEquals("LIME, a local estimate", json.get("explanation").asText());
  }

  /// Weight times standard deviation of the training rows.
  private static Map<String, Double> effects(DriftReference reference) {
    Map<String, Double> effects = new HashMap<>();
    for (int j = 0; j < COLUMNS.size(); j++) {
      effects.put(COLUMNS.get(j), SampleBundles.WEIGHTS[j] * reference.features().get(j).sd());
    }
    return effects;
  }

  @Test
  void limeOfEqualRowsIsEqualAndCategoriesHaveEffects() throws Exception {
    Path data = rows(List.of("10,south,5", "10,south,5", ",,"));

    Run run = score(SampleBundles.forest(), data, "--explain=LIME");

    assertEquals(0, run.status(), run.err());
    List<List<String>> lines = lines("out.csv");
    assertEquals(lines.get(1).subList(1, 12), lines.get(2).subList(1, 12));
    assertTrue(lines.get(1).stream().anyMatch(field -> field.startsWith("region:")));
  }

  /// Each change is made in the file and scored again: the row lies on the other side, with the
  /// probability that was told.
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.3, 0.62})
  void changedRowsHaveTheProbabilityThatIsToldAndLieOnTheOtherSide(double threshold)
      throws Exception {
    Path data = rows(sample());

    Run run =
        score(
            SampleBundles.forest(),
            data,
            "--explain",
            "counterfactual",
            "--threshold",
            Double.toString(threshold),
            "--json");

    assertEquals(0, run.status(), run.err());
    List<List<String>> lines = lines("out.csv");
    assertEquals(
        List.of(
            "row",
            "probability",
            "margin",
            "change_1",
            "change_1_probability",
            "change_2",
            "change_2_probability",
            "change_3",
            "change_3_probability"),
        lines.removeFirst());
    List<String> changed = new ArrayList<>();
    List<Double> told = new ArrayList<>();
    int explained = 0;
    for (int i = 0; i < lines.size(); i++) {
      boolean positive = number(lines.get(i).get(1)) >= threshold;
      explained += lines.get(i).get(3).isEmpty() ? 0 : 1;
      for (int k = 3; k < 9 && !lines.get(i).get(k).isEmpty(); k += 2) {
        changed.add(changed(sample().get(i), lines.get(i).get(k)));
        told.add(number(lines.get(i).get(k + 1)));
        assertNotEquals(positive, told.getLast() >= threshold, lines.get(i).toString());
      }
    }
    JsonNode json = new ObjectMapper().readTree(run.out().strip());
    assertEquals(explained, json.get("rowsWithCounterfactual").asInt());
    assertEquals(threshold, json.get("threshold").asDouble());
    assertTrue(explained > 0 && explained == reachable(threshold), explained + " rows");
    assertEquals(0, score(SampleBundles.forest(), rows(changed)).status());
    List<List<String>> again = lines("out.csv");
    for (int i = 0; i < told.size(); i++) {
      assertEquals(told.get(i), number(again.get(i + 1).get(1)), changed.get(i));
    }
  }

  private static List<String> sample() {
    List<String> sample = new ArrayList<>();
    for (String amount : List.of("10", "49.5", "", "75")) {
      for (String region : List.of("north", "west; far", "")) {
        for (String days : List.of("3", "21", "")) {
          sample.add(amount + "," + region + "," + days);
        }
      }
    }
    return sample;
  }

  /// How many rows of the sample the forest can put on the other side at all, by brute force over
  /// one value of each leaf.
  private int reachable(double threshold) throws IOException {
    List<String> grid = new ArrayList<>();
    for (String amount : List.of("10", "75")) {
      for (String region : List.of("north", "west; far")) {
        for (String days : List.of("3", "21")) {
          grid.add(amount + "," + region + "," + days);
        }
      }
    }
    int reachable = 0;
    for (String row : sample()) {
      List<String> all = new ArrayList<>(List.of(row));
      all.addAll(grid);
      assertEquals(0, score(SampleBundles.forest(), rows(all)).status());
      List<List<String>> lines = lines("out.csv");
      boolean positive = number(lines.get(1).get(1)) >= threshold;
      reachable +=
          lines.subList(2, lines.size()).stream()
                  .anyMatch(line -> number(line.get(1)) >= threshold != positive)
              ? 1
              : 0;
    }
    return reachable;
  }

  private static String changed(String row, String changes) {
    Map<String, String> values = new LinkedHashMap<>();
    String[] fields = row.split(",", -1);
    for (int j = 0; j < fields.length; j++) {
      values.put(COLUMNS.get(j), fields[j]);
    }
    for (String change : changes.split("; (?=(amount|region|days):)", -1)) {
      String feature = change.substring(0, change.indexOf(':'));
      String[] ends = change.substring(change.indexOf(':') + 1).split("->", -1);
      String before = values.put(feature, ends[1]);
      assertEquals(before, ends[0].equals("missing") ? "" : ends[0], changes);
    }
    return String.join(",", values.values());
  }

  @Test
  void fixedFeaturesKeepTheirValues() throws Exception {
    Path data = rows(sample());

    Run run =
        score(
            SampleBundles.forest(), data, "--explain", "counterfactual", "--fixed", "region,days");
    List<List<String>> lines = lines("out.csv");
    Run unknown =
        score(SampleBundles.forest(), data, "--explain", "counterfactual", "--fixed", "city");

    assertEquals(0, run.status(), run.err());
    assertTrue(lines.stream().skip(1).anyMatch(line -> !line.get(3).isEmpty()));
    for (List<String> line : lines.subList(1, lines.size())) {
      assertTrue(line.get(3).isEmpty() || line.get(3).startsWith("amount:"), line.toString());
      assertFalse(line.get(3).contains("region:") || line.get(3).contains("days:"));
    }
    assertEquals(1, unknown.status());
    assertEquals("the model has no feature city for --fixed", unknown.err().strip());
  }

  @Test
  void aFeatureNamedLikeAProtectedAttributeKeepsItsValue() throws Exception {
    Path data = rows(sample());
    Files.writeString(data, Files.readString(data).replaceFirst("days", "customer_age"));

    Run run =
        score(SampleBundles.forest("customer_age"), data, "--explain", "counterfactual", "--json");

    assertEquals(0, run.status(), run.err());
    assertTrue(
        new ObjectMapper().readTree(run.out().strip()).get("rowsWithCounterfactual").asInt() > 0);
    assertFalse(Files.readString(directory.resolve("out.csv")).contains("customer_age"));
  }

  @Test
  void wrongUsageOfExplainEndsWithTwo() throws Exception {
    Path data = rows(sample());

    assertEquals(2, score(SampleBundles.forest(), data, "--explain", "tea-leaves").status());
    assertEquals(2, score(SampleBundles.forest(), data, "--threshold", "0.4").status());
    assertEquals(
        2, score(SampleBundles.forest(), data, "--explain", "lime", "--fixed", "days").status());
    assertEquals(
        2,
        score(SampleBundles.forest(), data, "--explain", "counterfactual", "--threshold", "1")
            .status());
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  private Path rows(List<String> rows) throws IOException {
    StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
    rows.forEach(row -> text.append(row).append('\n'));
    return Files.writeString(directory.resolve("rows.csv"), text);
  }

  private List<List<String>> lines(String name) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    try (var reader = CsvReader.builder().ofCsvRecord(directory.resolve(name))) {
      reader.forEach(record -> lines.add(record.getFields()));
    }
    return lines;
  }

  private Run score(ModelBundle bundle, Path data, String... arguments) throws IOException {
    Path file = directory.resolve("bundle.zip");
    Files.write(file, bundle.write());
    List<String> all =
        new ArrayList<>(
            List.of(
                "score",
                "--model",
                file.toString(),
                "--data",
                data.toString(),
                "--out",
                directory.resolve("out.csv").toString()));
    all.addAll(List.of(arguments));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        ScoreCommand.run(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    return new Run(status, out.toString(), err.toString());
  }
}
