package io.quittance.laboratory.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.metric.ClassificationMetrics;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CurvesTest {

  /// Newcombe (1998), table I, method 3: four shares with their score intervals.
  @Test
  void givesThePublishedScoreIntervals() {
    assertInterval(81, 263, 0.2553, 0.3662);
    assertInterval(15, 148, 0.0624, 0.1605);
    assertInterval(0, 20, 0.0000, 0.1611);
    assertInterval(1, 29, 0.0061, 0.1718);
  }

  private static void assertInterval(long successes, long trials, double lower, double upper) {
    Estimate share = Estimate.share(successes, trials);
    assertEquals(lower, share.lower(), 5e-5);
    assertEquals(upper, share.upper(), 5e-5);
    assertTrue(share.contains(share.value()));
  }

  /// scikit-learn's documentation of roc_curve: false positive rates 0, 0, .5, .5, 1, true positive
  /// rates 0, .5, .5, 1, 1.
  @Test
  void givesThePublishedRocCurve() {
    List<Curves.RocPoint> points =
        Curves.roc(new double[] {0.1, 0.4, 0.35, 0.8}, new boolean[] {false, false, true, true});
    assertEquals(
        List.of(0.0, 0.0, 0.5, 0.5, 1.0),
        points.stream().map(Curves.RocPoint::falsePositiveRate).toList());
    assertEquals(
        List.of(0.0, 0.5, 0.5, 1.0, 1.0),
        points.stream().map(Curves.RocPoint::truePositiveRate).toList());
    assertEquals(0.8, points.get(1).threshold());
  }

  /// scikit-learn's documentation of precision_recall_curve: precision 1/2, 2/3, 1/2, 1 at
  /// thresholds .1, .35, .4, .8.
  @Test
  void givesThePublishedPrecisionRecallCurve() {
    List<Curves.PrecisionPoint> points =
        Curves.precisionRecall(
            new double[] {0.1, 0.4, 0.35, 0.8}, new boolean[] {false, false, true, true});
    assertEquals(
        List.of(1.0, 0.5, 2.0 / 3, 0.5),
        points.stream().map(Curves.PrecisionPoint::precision).toList());
    assertEquals(
        List.of(0.5, 0.5, 1.0, 1.0), points.stream().map(Curves.PrecisionPoint::recall).toList());
  }

  @Test
  void areaUnderTheRocCurveIsTheAucAndBinsMakeTheCalibrationError() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 20; round++) {
      double[] p = new double[400];
      boolean[] y = new boolean[400];
      for (int i = 0; i < p.length; i++) {
        p[i] = random.nextInt(round < 10 ? 25 : 100_000) / (round < 10 ? 25.0 : 100_000.0);
        y[i] = random.nextDouble() < p[i] * p[i];
      }
      List<Curves.RocPoint> roc = Curves.roc(p, y);
      List<Curves.CalibrationBin> bins = Curves.calibration(p, y, 10);
      double area = 0;
      for (int i = 1; i < roc.size(); i++) {
        area +=
            (roc.get(i).falsePositiveRate() - roc.get(i - 1).falsePositiveRate())
                * (roc.get(i).truePositiveRate() + roc.get(i - 1).truePositiveRate())
                / 2;
      }
      assertEquals(ClassificationMetrics.auc(p, y), area, 1e-12);
      double error = 0;
      for (Curves.CalibrationBin bin : bins) {
        error += bin.rows() * Math.abs(bin.meanPrediction() - bin.observed().value()) / p.length;
      }
      assertEquals(ClassificationMetrics.expectedCalibrationError(p, y), error, 1e-12);
      assertEquals(p.length, bins.stream().mapToLong(Curves.CalibrationBin::rows).sum());
    }
  }

  /// scikit-learn's documentation: matthews_corrcoef([+1, +1, +1, -1], [+1, -1, +1, +1]) is -0.33.
  @Test
  void givesThePublishedCorrelation() {
    Confusion confusion =
        Confusion.at(0.5, new double[] {1, 0, 1, 1}, new boolean[] {true, true, true, false});
    assertEquals(-1 / 3.0, confusion.matthews(), 1e-12);
    assertEquals(2 / 3.0, confusion.f1(), 1e-12);
    assertEquals(2 / 3.0, confusion.precision(), 1e-12);
    assertEquals(0.0, confusion.specificity(), 1e-12);
  }

  @Test
  void theBestThresholdIsNoWorseThanAnyOther() {
    SplittableRandom random = new SplittableRandom(8);
    for (int round = 0; round < 20; round++) {
      double[] p = new double[150];
      boolean[] y = new boolean[150];
      for (int i = 0; i < p.length; i++) {
        p[i] = random.nextInt(40) / 40.0;
        y[i] = i == 0 || random.nextDouble() < p[i];
      }
      Confusion best = Confusion.best(p, y, Confusion::f1);
      assertEquals(best, Confusion.at(best.threshold(), p, y));
      for (double threshold : p) {
        assertTrue(Confusion.at(threshold, p, y).f1() <= best.f1());
      }
    }
  }
}
