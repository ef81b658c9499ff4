package io.quittance.core.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.model.ModelPartReader;
import io.quittance.core.model.ModelRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  /// Maximal means of least-squares isotonic regression: the value at `i` is the greatest over
  /// starts `j <= i` of the least mean of rows `j … k` over ends `k >= i` (Robertson, Wright and
  /// Dykstra 1988).
  @Test
  void poolsAdjacentViolatorsIntoTheMaxMinFormula() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 200; round++) {
      int n = random.nextInt(2, 40);
      double[] margins = new double[n];
      boolean[] labels = new boolean[n];
      for (int i = 0; i < n; i++) {
        margins[i] = i + random.nextDouble();
        labels[i] = random.nextDouble() < i / (double) n;
      }
      labels[random.nextInt(n)] ^= true;
      List<IsotonicFit.Block> blocks = IsotonicFit.blocks(margins, labels);
      int at = 0;
      for (IsotonicFit.Block block : blocks) {
        for (int i = 0; i < block.rows(); i++) {
          assertEquals(maxMin(labels, at++), block.rate(), 1e-12);
        }
      }
      assertEquals(n, at);
    }
  }

  private static double maxMin(boolean[] labels, int at) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int from = 0; from <= at; from++) {
      double least = Double.POSITIVE_INFINITY;
      for (int to = at; to < labels.length; to++) {
        int positives = 0;
        for (int i = from; i <= to; i++) {
          positives += labels[i] ? 1 : 0;
        }
        least = Math.min(least, positives / (double) (to - from + 1));
      }
      greatest = Math.max(greatest, least);
    }
    return greatest;
  }

  @Test
  void rowsOfEqualMarginsAreOneBlock() {
    Calibration.Isotonic fitted =
        Calibration.fitIsotonic(
            new double[] {1, 1, 1, 1, 2, 2}, new boolean[] {false, true, false, false, true, true});

    assertEquals(List.of(1.0, 2.0), fitted.margins());
    assertEquals(0.25, fitted.probability(1), 1e-6);
    assertEquals(0.25, fitted.probability(-50), 1e-6);
    assertEquals(1 - 0.5 / 7, fitted.probability(50), 1e-6);
    assertEquals((0.25 + 1 - 0.5 / 7) / 2, fitted.probability(1.5), 1e-6);
  }

  @Test
  void isotonicFitsStandManyBlocksBackwardOrderAndNearMargins() {
    SplittableRandom random = new SplittableRandom(8);
    int n = 60_000;
    double[] margins = new double[n];
    boolean[] labels = new boolean[n];
    for (int i = 0; i < n; i++) {
      margins[i] = i % 2 == 0 ? random.nextDouble(-5, 5) : random.nextDouble() * 1e-7;
      labels[i] = random.nextDouble() < new Calibration.Logistic(1, 0).probability(margins[i]);
    }

    Calibration.Isotonic fitted = Calibration.fitIsotonic(margins, labels);

    assertTrue(fitted.margins().size() <= 4_096);
    assertEquals(0.5, fitted.probability(0), 0.05);
    assertEquals(0.95, fitted.probability(3), 0.05);
    Calibration.Isotonic backward =
        Calibration.fitIsotonic(new double[] {1, 2}, new boolean[] {true, false});
    assertEquals(0.5, backward.probability(0), 1e-6);
    assertEquals(0.5, backward.probability(9), 1e-6);
  }

  /// At the optimum the gradient vanishes in each direction that is free, and points out of the
  /// allowed side where `a` or `b` is held at 0.
  @Test
  void theBetaFormStandsAtTheConstrainedOptimum() {
    SplittableRandom random = new SplittableRandom(21);
    int held = 0;
    for (int round = 0; round < 60; round++) {
      int n = 300;
      double[] margins = new double[n];
      boolean[] labels = new boolean[n];
      double a = random.nextDouble(-0.5, 2);
      double b = random.nextDouble(-0.5, 2);
      for (int i = 0; i < n; i++) {
        margins[i] = random.nextDouble(-4, 4);
        double z = b * SigmoidFit.softplus(margins[i]) - a * SigmoidFit.softplus(-margins[i]);
        labels[i] = random.nextDouble() < SigmoidFit.sigmoid(z);
      }
      Calibration.Beta fitted = Calibration.fitBeta(margins, labels);
      double[] gradient = gradient(fitted, margins, labels);
      boolean flat = fitted.a() < 2e-3 && fitted.b() < 2e-3;
      if (!flat) {
        assertTrue(fitted.a() > 0 ? Math.abs(gradient[0]) < 1e-3 : gradient[0] > -1e-3);
        assertTrue(fitted.b() > 0 ? Math.abs(gradient[1]) < 1e-3 : gradient[1] > -1e-3);
      }
      assertEquals(0, gradient[2], 1e-3);
      held += fitted.a() == 0 || fitted.b() == 0 ? 1 : 0;
    }
    assertTrue(held > 3, "a parameter was held " + held + " times");
  }

  private static double[] gradient(Calibration.Beta beta, double[] margins, boolean[] labels) {
    int positives = 0;
    for (boolean label : labels) {
      positives += label ? 1 : 0;
    }
    double[] gradient = new double[3];
    for (int i = 0; i < margins.length; i++) {
      double target =
          labels[i] ? (positives + 1.0) / (positives + 2) : 1.0 / (labels.length - positives + 2);
      double residual = beta.probability(margins[i]) - target;
      gradient[0] -= residual * SigmoidFit.softplus(-margins[i]);
      gradient[1] += residual * SigmoidFit.softplus(margins[i]);
      gradient[2] += residual;
    }
    return gradient;
  }

  @Test
  void theBetaFormFindsWhatMadeTheLabels() {
    SplittableRandom random = new SplittableRandom(11);
    Calibration.Beta truth = new Calibration.Beta(0.6, 1.4, -0.3);
    int n = 100_000;
    double[] margins = new double[n];
    boolean[] labels = new boolean[n];
    for (int i = 0; i < n; i++) {
      margins[i] = random.nextDouble(-4, 4);
      labels[i] = random.nextDouble() < truth.probability(margins[i]);
    }

    Calibration.Beta fitted = Calibration.fitBeta(margins, labels);

    assertEquals(truth.a(), fitted.a(), 0.05);
    assertEquals(truth.b(), fitted.b(), 0.05);
    assertEquals(truth.c(), fitted.c(), 0.05);
    assertEquals(
        new Calibration.Logistic(1.5, 0.5).probability(0.7),
        new Calibration.Beta(1.5, 1.5, 0.5).probability(0.7),
        1e-12);
  }

  @Test
  void theBetaFormNeverTurnsTheOrderRound() {
    Calibration.Beta fitted =
        Calibration.fitBeta(new double[] {-1, -2, 1, 2}, new boolean[] {true, true, false, false});

    assertTrue(fitted.a() >= 0 && fitted.b() >= 0);
    assertTrue(fitted.probability(-2) <= fitted.probability(2));
  }

  @Test
  void refusesNumbersThatCannotBeMeant() {
    assertThrows(ModelRefusedException.class, () -> new Calibration.Beta(-0.1, 1, 0));
    assertThrows(ModelRefusedException.class, () -> new Calibration.Beta(0, 0, 0));
    assertThrows(ModelRefusedException.class, () -> new Calibration.Beta(1, Double.NaN, 0));
    assertThrows(
        ModelRefusedException.class, () -> new Calibration.Beta(1, 1, Double.POSITIVE_INFINITY));
    assertThrows(ModelRefusedException.class, () -> isotonic(List.of(1.0), List.of(0.5)));
    assertThrows(ModelRefusedException.class, () -> isotonic(List.of(1.0, 1.0), List.of(0.5, 0.6)));
    assertThrows(ModelRefusedException.class, () -> isotonic(List.of(1.0, 2.0), List.of(0.6, 0.5)));
    assertThrows(ModelRefusedException.class, () -> isotonic(List.of(1.0, 2.0), List.of(0.0, 0.5)));
    assertThrows(ModelRefusedException.class, () -> isotonic(List.of(1.0, 2.0), List.of(0.5)));
    assertThrows(
        ModelRefusedException.class, () -> isotonic(List.of(1.0, Double.NaN), List.of(0.1, 0.5)));
    assertThrows(
        ModelRefusedException.class,
        () -> isotonic(List.of(0.0, (double) Float.MIN_VALUE), List.of(0.1, 0.9)));
    for (String json :
        List.of(
            "{}",
            "{\"kind\":\"beta\"}",
            "{\"kind\":\"java.lang.Object\"}",
            "{\"kind\":\"isotonic\",\"margins\":null,\"probabilities\":null}",
            "{\"kind\":\"isotonic\",\"margins\":[1,null],\"probabilities\":[0.1,0.2]}",
            "{\"kind\":\"logistic\",\"slope\":1,\"intercept\":0,\"a\":1}")) {
      assertThrows(
          ModelRefusedException.class,
          () ->
              ModelPartReader.read(
                  json.getBytes(StandardCharsets.UTF_8), Calibration.class, "calibration"),
          json);
    }
  }

  private static Calibration.Isotonic isotonic(List<Double> margins, List<Double> probabilities) {
    return new Calibration.Isotonic(margins, probabilities);
  }
}
