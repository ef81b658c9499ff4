package io.quittance.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  @Test
  void findsTheSlopeAndInterceptThatMadeTheLabels() {
    SplittableRandom random = new SplittableRandom(7);
    int n = 200_000;
    double[] margins = new double[n];
    boolean[] labels = new boolean[n];
    for (int i = 0; i < n; i++) {
      margins[i] = random.nextDouble(-3, 3);
      labels[i] = random.nextDouble() < new Calibration.Logistic(0.7, -0.4).probability(margins[i]);
    }

    Calibration.Logistic fitted = Calibration.fitLogistic(margins, labels);

    assertEquals(0.7, fitted.slope(), 0.02);
    assertEquals(-0.4, fitted.intercept(), 0.02);
  }

  @Test
  void standsWhereTheGradientVanishes() {
    double[] margins = {-2, -1, -0.5, 0, 0.3, 1, 2, 2.5};
    boolean[] labels = {false, false, true, false, true, false, true, true};

    Calibration.Logistic fitted = Calibration.fitLogistic(margins, labels);

    double bySlope = 0;
    double byIntercept = 0;
    for (int i = 0; i < margins.length; i++) {
      double target = labels[i] ? 5.0 / 6 : 1.0 / 6;
      double residual = fitted.probability(margins[i]) - target;
      bySlope += residual * margins[i];
      byIntercept += residual;
    }
    assertEquals(0, bySlope, 1e-6);
    assertEquals(0, byIntercept, 1e-6);
  }

  @Test
  void staysFiniteOnSeparableAndFarMargins() {
    Calibration.Logistic fitted =
        Calibration.fitLogistic(
            new double[] {-400, -300, 300, 400}, new boolean[] {false, false, true, true});

    assertTrue(fitted.slope() > 0);
    assertEquals(0.25, fitted.probability(-300), 0.1);
    assertEquals(0.75, fitted.probability(300), 0.1);
  }

  @Test
  void neverTurnsTheOrderRound() {
    Calibration.Logistic fitted =
        Calibration.fitLogistic(
            new double[] {-1, -2, 1, 2}, new boolean[] {true, true, false, false});

    assertEquals(1e-3, fitted.slope(), 1e-9);
    assertEquals(0.5, fitted.probability(0), 1e-6);
  }

  @Test
  void refusesOneClassAndASlopeThatIsNotPositive() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Calibration.fitLogistic(new double[] {1, 2}, new boolean[] {true, true}));
    assertThrows(ModelRefusedException.class, () -> new Calibration.Logistic(-1, 0));
    assertThrows(ModelRefusedException.class, () -> new Calibration.Logistic(Double.NaN, 0));
  }
}
