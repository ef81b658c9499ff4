package io.quittance.laboratory.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.explain.Explanation;
import io.quittance.core.explain.MarginFunction;
import io.quittance.core.explain.Shapley;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.laboratory.explain.ImportanceSelection.Judged;
import io.quittance.laboratory.explain.ImportanceSelection.Verdict;
import io.quittance.laboratory.explain.PermutationImportance.Importance;
import io.quittance.laboratory.explain.PermutationImportance.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ImportanceTest {

  private static final List<String> NAMES = List.of("strong", "weak", "useless", "unread");
  private static final MarginFunction MODEL =
      Shapley.model(4, row -> 1.5 * row[0] + 0.3 * row[1] + 0.02 * row[2]);

  @Test
  void ordersFeaturesByWhatTheyAreWorth() {
    float[][] rows = rows(2000);
    for (Measure measure : Measure.values()) {
      List<Importance> importances =
          PermutationImportance.measure(
              MODEL, Calibration.IDENTITY::probability, NAMES, rows, labels(rows), measure, 5, 3);

      assertEquals(NAMES, importances.stream().map(Importance::feature).toList());
      assertTrue(importances.get(0).mean() > 5 * importances.get(1).mean());
      assertTrue(importances.get(1).mean() > importances.get(1).deviation());
      assertTrue(Math.abs(importances.get(2).mean()) < 0.002);
      assertArrayEquals(new double[5], importances.get(3).drops());
    }
  }

  /// For a single feature that separates perfectly the drop is known: a shuffled score has AUC ½ in
  /// the mean.
  @Test
  void losesHalfAnAucWhenAllThatIsKnownIsShuffled() {
    float[][] rows = rows(3000);
    boolean[] labels = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = rows[i][0] > 0;
    }
    MarginFunction model = Shapley.model(4, row -> row[0]);
    Importance importance =
        PermutationImportance.measure(
                model, margin -> margin, NAMES, rows, labels, Measure.AUC, 10, 1)
            .getFirst();

    assertEquals(0.5, importance.mean(), 0.015);
    assertEquals(0.5, ClassificationMetrics.auc(model.margins(rows), labels) - 0.5, 1e-12);
  }

  @Test
  void keepsWhatBeatsItsShadowsAndDropsTheRest() {
    List<String> wide = ImportanceSelection.withShadows(NAMES);
    List<List<Importance>> fits = new ArrayList<>();
    for (int fit = 0; fit < 3; fit++) {
      float[][] rows = ImportanceSelection.withShadows(rows(3000), 40 + fit);
      double shadowWeight = 0.05;
      MarginFunction fitted =
          Shapley.model(
              8,
              row ->
                  1.5 * row[0]
                      + 0.4 * row[1]
                      + 0.02 * row[2]
                      + shadowWeight * (row[4] - row[5] + row[6] - row[7]));
      fits.add(
          PermutationImportance.measure(
              fitted, margin -> margin, wide, rows, labels(rows), Measure.AUC, 5, fit));
    }
    List<Judged> judged = ImportanceSelection.judge(fits, 0.8);

    assertEquals(NAMES, judged.stream().map(Judged::feature).toList());
    assertEquals(
        List.of(Verdict.KEEP, Verdict.KEEP, Verdict.DROP, Verdict.DROP),
        judged.stream().map(Judged::verdict).toList());
    assertEquals(1, judged.getFirst().beats());
    assertEquals(0, judged.getLast().beats());
  }

  @Test
  void shufflesAShadowWithinItsColumn() {
    float[][] rows = rows(50);
    float[][] wide = ImportanceSelection.withShadows(rows, 1);
    for (int j = 0; j < 4; j++) {
      int column = j;
      assertArrayEquals(
          Arrays.stream(rows).mapToDouble(row -> row[column]).sorted().toArray(),
          Arrays.stream(wide).mapToDouble(row -> row[4 + column]).sorted().toArray());
    }
    assertArrayEquals(rows[7], Arrays.copyOf(wide[7], 4));
  }

  @Test
  void averagesAbsoluteContributions() {
    List<GlobalImportance.Importance> importances =
        GlobalImportance.of(
            List.of("a", "b"),
            List.of(
                new Explanation(0, new double[] {0.5, -2}),
                new Explanation(0, new double[] {-1.5, -1})));

    assertEquals(new GlobalImportance.Importance("b", 1.5, -1.5, 0.6), importances.get(0));
    assertEquals(new GlobalImportance.Importance("a", 1, -0.5, 0.4), importances.get(1));
  }

  @Test
  void drawsTheDependenceOnOneFeature() {
    float[][] rows = rows(400);
    PartialDependence dependence =
        PartialDependence.of(MODEL, Calibration.IDENTITY::probability, "strong", 0, rows, 11);

    assertEquals(11, dependence.points().size());
    assertNull(dependence.missing());
    PartialDependence.Point point = dependence.points().get(4);
    double[] expected = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double margin = 1.5 * point.value() + 0.3 * rows[i][1] + 0.02 * rows[i][2];
      expected[i] = 1 / (1 + Math.exp(-margin));
    }
    Arrays.sort(expected);
    assertEquals(Arrays.stream(expected).average().orElseThrow(), point.mean(), 1e-9);
    assertEquals(expected[39], point.deciles()[0], 1e-9);
    assertEquals(expected[199], point.deciles()[4], 1e-9);
    assertEquals(expected[359], point.deciles()[8], 1e-9);
  }

  @Test
  void takesEveryValueOfAFeatureThatHasFew() {
    float[][] rows = rows(100);
    for (int i = 0; i < rows.length; i++) {
      rows[i][1] = i % 4 == 3 ? Float.NaN : i % 4;
    }
    MarginFunction model = Shapley.model(4, row -> Float.isNaN(row[1]) ? 3 : row[1]);
    PartialDependence dependence = PartialDependence.of(model, x -> x, "weak", 1, rows, 10);

    assertEquals(
        List.of(0.0, 1.0, 2.0),
        dependence.points().stream().map(PartialDependence.Point::mean).toList());
    assertEquals(3, Objects.requireNonNull(dependence.missing()).mean());
  }

  private static float[][] rows(int n) {
    return RandomForests.rows(new SplittableRandom(11), 4, n, 0);
  }

  private static boolean[] labels(float[][] rows) {
    SplittableRandom random = new SplittableRandom(12);
    boolean[] labels = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double margin = 1.5 * rows[i][0] + 0.3 * rows[i][1];
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-margin));
    }
    return labels;
  }
}
