package io.quittance.core.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistanceTest {

  @Test
  void psiIsTheSumByHand() {
    double byHand =
        (0.2 - 0.5) * Math.log(0.2 / 0.5)
            + (0.3 - 0.3) * Math.log(1)
            + (0.5 - 0.2) * Math.log(0.5 / 0.2);

    assertEquals(byHand, Psi.psi(new long[] {50, 30, 20}, new long[] {200, 300, 500}), 1e-12);
  }

  @Test
  void psiFloorsEmptyBinsAndIgnoresThoseEmptyInBoth() {
    double byHand = 2 * ((1 - 1e-4) * Math.log(1 / 1e-4));

    assertEquals(byHand, Psi.psi(new long[] {10, 0, 0}, new long[] {0, 0, 10}), 1e-12);
    assertEquals(0, Psi.psi(new long[] {4, 0, 6}, new long[] {40, 0, 60}), 1e-12);
    assertTrue(Double.isNaN(Psi.psi(new long[] {0, 0}, new long[] {1, 1})));
    assertThrows(IllegalArgumentException.class, () -> Psi.psi(new long[1], new long[2]));
  }

  /// The 95 % quantile of chi-squared with 9 degrees of freedom is 16.9190 in every table.
  @Test
  void criticalValueScalesTheTabulatedQuantile() {
    assertEquals(16.9190 * (1.0 / 1000 + 1.0 / 500), Psi.criticalValue(1000, 500, 10, 0.05), 1e-6);
  }

  @Test
  void criticalValueIsExceededAboutAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(4);
    double critical = Psi.criticalValue(5000, 2000, 10, 0.05);
    int exceeded = 0;
    for (int round = 0; round < 1000; round++) {
      long[] reference = new long[10];
      long[] current = new long[10];
      for (int i = 0; i < 5000; i++) {
        reference[random.nextInt(10)]++;
      }
      for (int i = 0; i < 2000; i++) {
        current[random.nextInt(10)]++;
      }
      exceeded += Psi.psi(reference, current) > critical ? 1 : 0;
    }

    assertEquals(0.05, exceeded / 1000.0, 0.025);
  }

  /// SciPy's documentation: jensenshannon([1, 0, 0], [0, 1, 0]) is 0.8325546 and jensenshannon([1,
  /// 0], [0.5, 0.5]) is 0.46450140402245893.
  @Test
  void jensenShannonGivesThePublishedDistances() {
    assertEquals(
        0.8325546111576977,
        JensenShannon.distance(new long[] {7, 0, 0}, new long[] {0, 9, 0}),
        1e-12);
    assertEquals(
        0.46450140402245893,
        JensenShannon.distance(new double[] {1, 0}, new double[] {0.5, 0.5}),
        1e-12);
    assertEquals(0, JensenShannon.distance(new long[] {1, 2}, new long[] {10, 20}), 1e-8);
  }
}
