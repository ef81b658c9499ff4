package io.quittance.laboratory.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.laboratory.metric.RankingFigures.AtThreshold;
import io.quittance.laboratory.metric.RankingFigures.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RankingFiguresTest {

  private static final List<Double> THRESHOLDS = List.of(0.7, 0.25, 0.5, 2.0, -1.0);

  /// scikit-learn's documentation: average_precision_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) is
  /// 0.83 (5/6).
  @Test
  void givesThePublishedAveragePrecision() {
    double[] figures =
        figures(new double[] {0.1, 0.4, 0.35, 0.8}, new boolean[] {false, false, true, true});
    assertEquals(5 / 6.0, figures[RankingFigures.at(Metric.PR_AUC)], 1e-12);
  }

  /// Rows that count several times are those rows written several times: each figure of counts is
  /// compared with the plain definition on the repeated rows, ties included.
  @Test
  void figuresOfCountsAreThoseOfRepeatedRows() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 60; round++) {
      int n = 30 + random.nextInt(170);
      double[] p = new double[n];
      boolean[] y = new boolean[n];
      int[] counts = new int[n];
      for (int i = 0; i < n; i++) {
        p[i] = random.nextInt(round % 2 == 0 ? 12 : 1000) / 1000.0 * (round % 2 == 0 ? 80 : 1);
        y[i] = i < 3 || (i > 6 && random.nextDouble() < p[i]);
        counts[i] = i < 7 ? 1 : random.nextInt(4);
      }
      double[] figures = new double[new RankingFigures(p, y, THRESHOLDS).size()];
      new RankingFigures(p, y, THRESHOLDS).compute(counts, figures);
      assertPlain(repeated(p, counts), repeated(y, counts), figures);
    }
  }

  private static void assertPlain(double[] p, boolean[] y, double[] figures) {
    ClassificationMetrics.Summary plain = ClassificationMetrics.summary(p, y);
    assertArrayEquals(
        new double[] {
          plain.auc(),
          averagePrecision(p, y),
          2 * plain.auc() - 1,
          plain.ks(),
          plain.logLoss(),
          plain.brier(),
          plain.calibrationError(),
          plain.meanPrediction(),
          plain.positiveRate()
        },
        Arrays.copyOf(figures, Metric.values().length),
        1e-9);
    List<Curves.Part> parts = Curves.parts(p, y);
    for (int part = 1; part <= RankingFigures.PARTS; part++) {
      assertEquals(gain(p, y, part / 10.0), figures[RankingFigures.gainAt(part)], 1e-9);
      assertEquals(figures[RankingFigures.gainAt(part)], parts.get(part - 1).gain(), 1e-9);
    }
    for (int t = 0; t < THRESHOLDS.size(); t++) {
      Confusion plainAt = Confusion.at(THRESHOLDS.get(t), p, y);
      assertEquals(plainAt.flagged(), figures[RankingFigures.at(t, AtThreshold.FLAGGED)], 1e-12);
      assertEquals(
          plainAt.precision(), figures[RankingFigures.at(t, AtThreshold.PRECISION)], 1e-12);
      assertEquals(plainAt.recall(), figures[RankingFigures.at(t, AtThreshold.RECALL)], 1e-12);
      assertEquals(
          plainAt.specificity(), figures[RankingFigures.at(t, AtThreshold.SPECIFICITY)], 1e-12);
      assertEquals(plainAt.f1(), figures[RankingFigures.at(t, AtThreshold.F1)], 1e-12);
      assertEquals(plainAt.matthews(), figures[RankingFigures.at(t, AtThreshold.MATTHEWS)], 1e-12);
    }
  }

  /// The sum over distinct scores, highest first, of recall gained times precision.
  private static double averagePrecision(double[] p, boolean[] y) {
    double[] distinct = Arrays.stream(p).distinct().sorted().toArray();
    double sum = 0;
    double recall = 0;
    for (int i = distinct.length - 1; i >= 0; i--) {
      Confusion at = Confusion.at(distinct[i], p, y);
      sum += (at.recall() - recall) * at.precision();
      recall = at.recall();
    }
    return sum;
  }

  /// The mean gain over many random orders of equal scores is that of sharing a tie out.
  private static double gain(double[] p, boolean[] y, double share) {
    double hits = 0;
    double all = 0;
    for (int i = 0; i < p.length; i++) {
      if (y[i]) {
        double above = 0;
        double equal = 0;
        for (double other : p) {
          above += other > p[i] ? 1 : 0;
          equal += other == p[i] ? 1 : 0;
        }
        hits += Math.clamp((share * p.length - above) / equal, 0, 1);
        all++;
      }
    }
    return hits / all;
  }

  @Test
  void rowsOfOneClassLeaveUndefinedWhatNeedsBoth() {
    double[] figures = figures(new double[] {0.2, 0.4}, new boolean[] {false, false});
    assertTrue(Double.isNaN(figures[RankingFigures.at(Metric.AUC)]));
    assertTrue(Double.isNaN(figures[RankingFigures.at(Metric.PR_AUC)]));
    assertTrue(Double.isNaN(figures[RankingFigures.at(Metric.KS)]));
    assertEquals(0.1, figures[RankingFigures.at(Metric.BRIER)], 1e-12);
  }

  private static double[] figures(double[] p, boolean[] y) {
    RankingFigures ranking = new RankingFigures(p, y, List.of());
    double[] figures = new double[ranking.size()];
    int[] once = new int[p.length];
    Arrays.fill(once, 1);
    ranking.compute(once, figures);
    return figures;
  }

  private static double[] repeated(double[] values, int[] counts) {
    double[] repeated = new double[Arrays.stream(counts).sum()];
    int next = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int c = 0; c < counts[i]; c++) {
        repeated[next++] = values[i];
      }
    }
    return repeated;
  }

  private static boolean[] repeated(boolean[] values, int[] counts) {
    boolean[] repeated = new boolean[Arrays.stream(counts).sum()];
    int next = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int c = 0; c < counts[i]; c++) {
        repeated[next++] = values[i];
      }
    }
    return repeated;
  }
}
