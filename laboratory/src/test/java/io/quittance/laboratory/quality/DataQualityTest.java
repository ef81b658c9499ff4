package io.quittance.laboratory.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.laboratory.quality.QualityFinding.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class DataQualityTest {

  private static final int ROWS = 4_000;

  private final SplittableRandom random = new SplittableRandom(11);
  private final boolean[] labels = new boolean[ROWS];
  private final List<QualityColumn> columns = new ArrayList<>();

  /// Six honest features, each of which knows a little.
  DataQualityTest() {
    double[] signal = new double[ROWS];
    for (int j = 0; j < 6; j++) {
      float[] values = new float[ROWS];
      for (int i = 0; i < ROWS; i++) {
        values[i] = (float) random.nextGaussian();
        signal[i] += 0.5 * values[i];
      }
      columns.add(QualityColumn.numeric("honest_" + j, values));
    }
    for (int i = 0; i < ROWS; i++) {
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(1 - signal[i]));
    }
  }

  private DataQuality report(QualityBaseline... baseline) {
    return DataQuality.of(columns, labels, List.of(baseline), QualityLimits.STANDARD);
  }

  private void add(String name, IntToDoubleFunction value) {
    float[] values = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      values[i] = (float) value.applyAsDouble(i);
    }
    columns.add(QualityColumn.numeric(name, values));
  }

  private static List<String> keys(DataQuality report) {
    return report.findings().stream().map(QualityFinding::key).toList();
  }

  @Test
  void nothingIsFoundInGoodData() {
    DataQuality report = report();
    assertEquals(List.of(), report.findings());
    assertEquals(100, report.score());
  }

  @Test
  void aCopyOfTheTargetIsALeak() {
    add("copy", i -> (labels[i] ? 10 : 0) + random.nextDouble());
    DataQuality report = report();
    assertEquals(List.of("DQ08:copy"), keys(report));
    assertEquals(75, report.score());
    assertFalse(QualityGate.STRICT.check(report).passed());
    assertTrue(new QualityGate(Set.of("DQ08:copy")).check(report).passed());
  }

  @Test
  void whatKnowsMoreThanAllOthersLeaveIsALeakEvenInTwoColumns() {
    add("minutes", i -> random.nextGaussian() + (labels[i] ? 2.2 : 0));
    float[] minutes = columns.getLast().values();
    assertEquals(List.of("DQ10:minutes"), keys(report()));
    add("seconds", i -> minutes[i] * 60);
    assertEquals(List.of("DQ10:minutes", "DQ10:seconds"), keys(report()));
  }

  @Test
  void aStrongFeatureIsAWarning() {
    labels[0] = true;
    boolean[] few = Arrays.copyOf(labels, ROWS);
    float[] values = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      values[i] = (float) (random.nextGaussian() + (few[i] ? 2.2 : 0));
    }
    DataQuality report =
        DataQuality.of(
            List.of(QualityColumn.numeric("strong", values)),
            few,
            List.of(),
            QualityLimits.STANDARD);
    assertEquals(List.of("DQ09:strong"), keys(report));
  }

  @Test
  void aValueThatOnlyTheRarerClassHasIsAWarning() {
    add("converted", i -> labels[i] && i % 5 == 0 ? 1 : 0);
    assertEquals(List.of("DQ15:converted"), keys(report()));
  }

  @Test
  void aFifthMissingWhereNoneWasFailsTheGate() {
    float[] values = columns.getFirst().values();
    for (int i = 0; i < ROWS; i += 5) {
      values[i] = Float.NaN;
    }
    DataQuality report = report(new QualityBaseline("honest_0", 0, List.of()));
    assertEquals(List.of("DQ05:honest_0"), keys(report));
    assertEquals(
        List.of(
            "honest_0: 20.0 % of the values are missing; the reference had 0.0 %. Find out what"
                + " broke at the source before training on it. [DQ05]"),
        QualityGate.STRICT.check(report).reasons());
  }

  @Test
  void columnsAreJudgedOneByOne() {
    add("constant", _ -> 7);
    add("empty", _ -> Double.NaN);
    add("mostly", i -> i % 4 == 0 ? i * 31 % 97 : Double.NaN);
    add("infinite", i -> i == 3 ? Double.POSITIVE_INFINITY : i * 37 % 101);
    float[] shares = new float[ROWS];
    Arrays.fill(shares, 0.5f);
    shares[0] = 0.25f;
    shares[9] = 2;
    columns.add(new QualityColumn("share", shares, List.of(), 0, 1));
    assertEquals(
        List.of("DQ13:infinite", "DQ04:empty", "DQ04:mostly", "DQ06:constant", "DQ14:share"),
        keys(report()));
    assertEquals(100 - 25 - 4 * 5, report().score());
  }

  @Test
  void categoriesThatTheReferenceLacksAreNamed() {
    float[] codes = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      codes[i] = i % 50 == 0 ? 2 : i % 2;
    }
    columns.add(QualityColumn.categorical("job", codes, List.of("clerk", "nurse", "pilot")));
    DataQuality report = report(new QualityBaseline("job", 0, List.of("clerk", "nurse")));
    assertEquals(List.of("DQ11:job"), keys(report));
    assertEquals(
        "80 rows (2.0 %) are in categories that the reference lacks: pilot",
        report.findings().getFirst().text());
  }

  @Test
  void theTableAsAWholeIsJudged() {
    boolean[] rare = new boolean[300];
    rare[7] = true;
    float[] values = new float[300];
    for (int i = 0; i < 300; i++) {
      values[i] = Math.floorDiv(i, 3);
    }
    DataQuality report =
        DataQuality.of(
            List.of(QualityColumn.numeric("thirds", values)),
            rare,
            List.of(),
            QualityLimits.STANDARD);
    List<String> keys = keys(report);
    assertTrue(keys.containsAll(List.of("DQ01", "DQ02", "DQ03", "DQ07")), keys.toString());
    QualityFinding repeats = report.findings("DQ07").getFirst();
    assertEquals(199.0, repeats.figures().get("rows"));
    assertEquals(Severity.WARNING, repeats.severity());
  }

  @Test
  void evidenceIsMeasuredWithoutTheRowItself() {
    int[] bins = new int[1_000];
    boolean[] coin = new boolean[1_000];
    for (int i = 0; i < 1_000; i++) {
      bins[i] = i;
      coin[i] = random.nextBoolean();
    }
    double[] evidence = WeightOfEvidence.of(bins, coin);
    double auc = ClassificationMetrics.auc(evidence, coin);
    assertTrue(auc < 0.55, "a value of its own per row must not look like knowledge: " + auc);
  }

  @Test
  void evidenceIsTheLogRatioOfTheOtherFolds() {
    boolean[] some = Arrays.copyOf(labels, 500);
    int[] bins = WeightOfEvidence.bins(Arrays.copyOf(columns.getFirst().values(), 500), false);
    double[] evidence = WeightOfEvidence.of(bins, some);
    int width = Arrays.stream(bins).max().orElseThrow() + 1;
    for (int row = 0; row < 500; row += 37) {
      double[] counts = {0.5, 0.5};
      double[] totals = {0.5 * width, 0.5 * width};
      for (int i = 0; i < 500; i++) {
        if (i % 5 != row % 5) {
          totals[some[i] ? 1 : 0]++;
          counts[some[i] ? 1 : 0] += bins[i] == bins[row] ? 1 : 0;
        }
      }
      double expected = Math.log(counts[1] / totals[1]) - Math.log(counts[0] / totals[0]);
      assertEquals(expected, evidence[row], 1e-12);
    }
  }
}
