package io.quittance.laboratory.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.explain.MarginFunction;
import io.quittance.core.explain.Shapley;
import io.quittance.core.model.DriftReference;
import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.explain.CounterfactualRows.ExplainedRow;
import io.quittance.laboratory.explain.CounterfactualRows.FeatureChange;
import io.quittance.laboratory.table.schema.TableSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CounterfactualRowsTest {

  private static final String SCHEMA =
      """
      columns:
      - {name: amount, type: number, role: feature, range: [0, 60]}
      - {name: calls, type: integer, role: feature}
      - {name: region, type: category, role: feature}
      - {name: age, type: integer, role: feature, permitted: "the scheme is for the old"}
      - {name: paid, type: boolean, role: target}
      """;

  private static final List<Column> COLUMNS =
      List.of(
          Column.numeric("amount"),
          Column.numeric("calls"),
          new Column("region", List.of("north", "south")),
          Column.numeric("age"));

  /// Age would be by far the cheapest to change.
  private static final MarginFunction MODEL =
      Shapley.model(4, row -> 0.05 * row[0] - 0.4 * row[1] + (row[2] == 1 ? 0.5 : 0) + row[3] - 40);

  @Test
  void keepsToTheSchemaAndToWhatWasSeen() {
    float[][] rows = rows();
    float[] flat = new float[rows.length * 4];
    double[] probabilities = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * 4, 4);
      probabilities[i] = logistic(MODEL.margin(rows[i]));
    }
    Examples examples = Examples.of(COLUMNS, flat, new boolean[rows.length]);
    var references =
        DriftReference.of(examples.names(), Set.of("region"), rows, probabilities).features();

    CounterfactualRows explained =
        CounterfactualRows.near(
            0.5,
            MODEL,
            CounterfactualRowsTest::logistic,
            references,
            TableSchema.parse("s.yaml", SCHEMA),
            examples,
            probabilities);

    assertEquals(List.of("age"), explained.fixed());
    assertEquals(nearest(probabilities), explained.rows().stream().map(ExplainedRow::row).toList());
    assertEquals(6, explained.flipped());
    for (ExplainedRow row : explained.rows()) {
      for (CounterfactualRows.Alternative alternative : row.alternatives()) {
        float[] changed = rows[row.row()].clone();
        alternative.changes().forEach(change -> make(change, changed));
        assertEquals(logistic(MODEL.margin(changed)), alternative.probability(), 1e-12);
        double margin = row.probability() < 0.5 ? MODEL.margin(changed) : -MODEL.margin(changed);
        assertTrue(margin >= CounterfactualRows.CLEARANCE, row.toString());
        assertTrue(changed[0] == rows[row.row()][0] || changed[0] <= 60, row.toString());
        assertEquals(changed[1], Math.rint(changed[1]));
      }
    }
    assertFalse(explained.changedFeatures().containsKey("age"));
    assertEquals(
        explained.rows().stream()
            .flatMap(row -> row.alternatives().stream())
            .mapToInt(alternative -> alternative.changes().size())
            .sum(),
        explained.changedFeatures().values().stream().mapToInt(count -> count).sum());
    int[] indices = new int[rows.length];
    Arrays.setAll(indices, i -> 1000 + i);
    assertEquals(
        explained.rows().stream().map(row -> 1000 + row.row()).toList(),
        explained.renumbered(indices).rows().stream().map(ExplainedRow::row).toList());
  }

  private static float[][] rows() {
    SplittableRandom random = new SplittableRandom(3);
    float[][] rows = new float[400][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          new float[] {
            100 * (float) random.nextDouble(),
            random.nextInt(9),
            random.nextInt(2),
            35 + random.nextInt(10)
          };
    }
    return rows;
  }

  /// The three nearest below, then the three nearest above, by sorting both sides.
  private static List<Integer> nearest(double[] probabilities) {
    List<Integer> all = java.util.stream.IntStream.range(0, probabilities.length).boxed().toList();
    List<Integer> nearest =
        all.stream()
            .filter(i -> probabilities[i] < 0.5)
            .sorted((a, b) -> Double.compare(probabilities[b], probabilities[a]))
            .limit(3)
            .collect(Collectors.toCollection(java.util.ArrayList::new));
    all.stream()
        .filter(i -> probabilities[i] >= 0.5)
        .sorted((a, b) -> Double.compare(probabilities[a], probabilities[b]))
        .limit(3)
        .forEach(nearest::add);
    return nearest;
  }

  private static void make(FeatureChange change, float[] row) {
    int feature = List.of("amount", "calls", "region", "age").indexOf(change.feature());
    row[feature] =
        feature == 2
            ? List.of("north", "south").indexOf(change.to())
            : Float.parseFloat(change.to());
  }

  private static double logistic(double margin) {
    return 1 / (1 + Math.exp(-margin));
  }
}
