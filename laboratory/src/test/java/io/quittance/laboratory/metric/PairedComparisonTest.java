package io.quittance.laboratory.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.metric.DeLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PairedComparisonTest {

  @Test
  void knowsTheBetterFromTheWorseAndTheEqual() {
    Pair pair = Pair.of(4_000, 0.8, 1);
    Pair alike = Pair.of(4_000, 0.0, 2);
    PairedComparison better = PairedComparison.of(pair.sharp, pair.blunt, pair.labels, 500, 3);
    PairedComparison worse = PairedComparison.of(pair.blunt, pair.sharp, pair.labels, 500, 3);
    PairedComparison equal = PairedComparison.of(alike.sharp, alike.blunt, alike.labels, 500, 3);
    assertEquals(PairedComparison.Verdict.BETTER, better.verdict());
    assertEquals(PairedComparison.Verdict.WORSE, worse.verdict());
    assertEquals(PairedComparison.Verdict.UNDECIDED, equal.verdict());
    assertTrue(better.auc().lower() > 0 && better.brier().upper() < 0);
    assertEquals(better.auc().value(), -worse.auc().value(), 1e-12);
  }

  @Test
  void agreesWithDeLongAndWithTheCentralLimit() {
    Pair pair = Pair.of(3_000, 0.4, 5);
    PairedComparison comparison =
        PairedComparison.of(pair.sharp, pair.blunt, pair.labels, 2_000, 3);
    DeLong.Comparison deLong = DeLong.compare(pair.sharp, pair.blunt, pair.labels);
    double width = deLong.upper() - deLong.lower();
    assertEquals(deLong.difference(), comparison.auc().value(), 1e-12);
    assertEquals(deLong.lower(), comparison.auc().lower(), 0.1 * width);
    assertEquals(deLong.upper(), comparison.auc().upper(), 0.1 * width);
    LogLossDifference.Interval normal =
        LogLossDifference.normal(pair.sharp, pair.blunt, pair.labels, 0.95);
    width = normal.upper() - normal.lower();
    assertEquals(normal.difference(), comparison.logLoss().value(), 1e-12);
    assertEquals(normal.lower(), comparison.logLoss().lower(), 0.1 * width);
    assertEquals(normal.upper(), comparison.logLoss().upper(), 0.1 * width);
  }

  /// 120 pairs of equally good models: about one in twenty is told apart.
  @Test
  void seldomTellsEqualsApart() {
    int told = 0;
    for (int round = 0; round < 120; round++) {
      Pair pair = Pair.of(400, 0, 100 + round);
      told +=
          PairedComparison.of(pair.sharp, pair.blunt, pair.labels, 200, round).verdict()
                  == PairedComparison.Verdict.UNDECIDED
              ? 0
              : 1;
    }

    assertTrue(told <= 13, "told " + told + " of 120 apart");
  }

  /// Labels from log odds x; the sharp model knows x up to a little noise, the blunt with more.
  private record Pair(double[] sharp, double[] blunt, boolean[] labels) {

    static Pair of(int rows, double noise, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] sharp = new double[rows];
      double[] blunt = new double[rows];
      boolean[] labels = new boolean[rows];
      for (int i = 0; i < rows; i++) {
        double x = random.nextGaussian(-0.5, 1.5);
        labels[i] = random.nextDouble() < logistic(x);
        sharp[i] = logistic(x + 0.3 * random.nextGaussian());
        blunt[i] = logistic(x + (0.3 + noise) * random.nextGaussian());
      }
      return new Pair(sharp, blunt, labels);
    }

    private static double logistic(double x) {
      return 1 / (1 + Math.exp(-x));
    }
  }
}
