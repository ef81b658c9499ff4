package io.quittance.laboratory.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.metric.DeLong;
import io.quittance.laboratory.metric.RankingFigures.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BootstrapTest {

  private static final Bootstrap THOUSAND = new Bootstrap(1000, 0.95, 7);

  @Test
  void theIntervalOfAMeanIsThatOfTheCentralLimit() {
    SplittableRandom random = new SplittableRandom(1);
    double[] values = new double[2_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian(3, 2);
    }
    for (Bootstrap.Method method : Bootstrap.Method.values()) {
      Estimate mean = new Bootstrap(2000, 0.95, 2).of(mean(values, method), values.length)[0];
      double reach = 1.96 * 2 / Math.sqrt(values.length);
      assertEquals(mean.value() - reach, mean.lower(), 0.12 * reach, method.name());
      assertEquals(mean.value() + reach, mean.upper(), 0.12 * reach, method.name());
    }
  }

  private static Bootstrap.Statistic mean(double[] values, Bootstrap.Method method) {
    return new Bootstrap.Statistic() {
      @Override
      public int size() {
        return 1;
      }

      @Override
      public void compute(int[] counts, double[] figures) {
        double sum = 0;
        long rows = 0;
        for (int i = 0; i < values.length; i++) {
          sum += counts[i] * values[i];
          rows += counts[i];
        }
        figures[0] = sum / rows;
      }

      @Override
      public Bootstrap.Method method(int figure) {
        return method;
      }
    };
  }

  /// Efron and Tibshirani (1993), table 14.1 and chapter 14: the variance of the spatial test data
  /// A, 171.5, has the BCa 90 % interval 115.8 to 259.6, its percentile interval 100.8 to 233.9.
  @Test
  void givesThePublishedIntervalsOfAVariance() {
    double[] spatial = {
      48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26,
      30, 41
    };
    Bootstrap bootstrap = new Bootstrap(20_000, 0.90, 3);
    Estimate accelerated =
        bootstrap.of(variance(spatial, Bootstrap.Method.ACCELERATED), spatial.length)[0];
    Estimate percentile =
        bootstrap.of(variance(spatial, Bootstrap.Method.PERCENTILE), spatial.length)[0];
    assertEquals(171.5, accelerated.value(), 0.05);
    assertEquals(115.8, accelerated.lower(), 3);
    assertEquals(259.6, accelerated.upper(), 6);
    assertEquals(100.8, percentile.lower(), 3);
    assertEquals(233.9, percentile.upper(), 3);
  }

  private static Bootstrap.Statistic variance(double[] values, Bootstrap.Method method) {
    return new Bootstrap.Statistic() {
      @Override
      public int size() {
        return 1;
      }

      @Override
      public void compute(int[] counts, double[] figures) {
        double rows = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
          rows += counts[i];
          sum += counts[i] * values[i];
          squares += counts[i] * values[i] * values[i];
        }
        figures[0] = squares / rows - sum / rows * sum / rows;
      }

      @Override
      public Bootstrap.Method method(int figure) {
        return method;
      }
    };
  }

  @Test
  void theIntervalOfAnAucIsThatOfDeLong() {
    Sample sample = Sample.of(3_000, 4);
    Estimate plain = auc(THOUSAND.of(sample.figures(), sample.labels.length));
    Estimate stratified = auc(THOUSAND.stratified(sample.figures(), sample.labels));
    DeLong.Auc deLong = DeLong.auc(sample.probabilities, sample.labels);
    double width = deLong.upper() - deLong.lower();
    assertEquals(deLong.auc(), plain.value(), 1e-12);
    assertEquals(deLong.lower(), plain.lower(), 0.1 * width);
    assertEquals(deLong.upper(), plain.upper(), 0.1 * width);
    assertEquals(deLong.lower(), stratified.lower(), 0.1 * width);
  }

  /// 100 samples of 800 rows from a world whose true figures are known from 400,000; the
  /// probabilities are too sure of themselves, so that their calibration error is not at its bound.
  @Test
  void intervalsCoverTheTruthAboutAsOftenAsTheySay() {
    Sample world = Sample.tooSure(400_000, 99);
    double[] truth = new double[world.figures().size()];
    int[] once = new int[world.labels.length];
    Arrays.fill(once, 1);
    world.figures().compute(once, truth);
    int[] covered = new int[Metric.values().length];
    for (int round = 0; round < 100; round++) {
      Sample sample = Sample.tooSure(800, 10_000 + round);
      Estimate[] estimates =
          new Bootstrap(200, 0.95, round).of(sample.figures(), sample.labels.length);
      for (int m = 0; m < covered.length; m++) {
        covered[m] += estimates[m].contains(truth[m]) ? 1 : 0;
      }
    }
    for (Metric metric : Metric.values()) {
      int times = covered[metric.ordinal()];
      assertTrue(times >= 88, metric + " covered " + times + " of 100");
    }
  }

  @Test
  void theSameSeedGivesTheSameIntervalsAndAllHoldTheirFigure() {
    Sample sample = Sample.of(500, 3);
    Estimate[] first = THOUSAND.of(sample.figures(), 500);
    Estimate[] second = THOUSAND.of(sample.figures(), 500);
    assertArrayEquals(first, second);
    for (Estimate estimate : first) {
      assertTrue(estimate.contains(estimate.value()), estimate.toString());
    }
  }

  /// 1,000 resamples of 20,000 rows with all figures take about a second, so ten is ample.
  @Test
  void refusesWhatIsNoPlan() {
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(99, 0.95, 1));
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(100, 1, 1));
  }

  private static Estimate auc(Estimate[] estimates) {
    return estimates[RankingFigures.at(Metric.AUC)];
  }

  private record Sample(double[] probabilities, boolean[] labels) {

    static Sample of(int rows, long seed) {
      return of(rows, seed, 1);
    }

    static Sample tooSure(int rows, long seed) {
      return of(rows, seed, 0.4);
    }

    private static Sample of(int rows, long seed, double slope) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] p = new double[rows];
      boolean[] y = new boolean[rows];
      for (int i = 0; i < rows; i++) {
        double odds = random.nextGaussian(-0.8, 1.2);
        p[i] = 1 / (1 + Math.exp(-odds));
        y[i] = random.nextDouble() < 1 / (1 + Math.exp(-slope * odds));
      }
      return new Sample(p, y);
    }

    RankingFigures figures() {
      return new RankingFigures(probabilities, labels, List.of(0.3, 0.5));
    }
  }
}
