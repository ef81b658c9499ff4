package io.quittance.laboratory.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.metric.ClassificationMetrics;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class ChooseCalibrationTest {

  @Test
  void overconfidentMarginsAreCalibrated() {
    Sample sample = new Sample(4_000, 1, margin -> margin / 2);
    ChooseCalibration.Chosen chosen = sample.choose();
    assertTrue(chosen.choice().kept());
    assertTrue(chosen.choice().after() < chosen.choice().before() / 2);
    Sample fresh = new Sample(20_000, 2, margin -> margin / 2);
    assertTrue(fresh.error(chosen.calibration()) < 0.02);
    assertTrue(fresh.error(Calibration.IDENTITY) > 0.05);
  }

  @Test
  void aCurveThatNoLogisticFollowsIsStillFollowed() {
    DoubleUnaryOperator step = margin -> margin < 0 ? -2 : 1;
    ChooseCalibration.Chosen chosen = new Sample(8_000, 3, step).choose();
    assertEquals("isotonic", chosen.choice().kind());
    assertEquals(3, chosen.choice().tried().size());
  }

  @Test
  void tooFewRowsAreNotCalibrated() {
    ChooseCalibration.Chosen chosen = new Sample(30, 4, margin -> margin / 2).choose();
    assertSame(Calibration.IDENTITY, chosen.calibration());
    assertEquals(CalibrationChoice.NONE, chosen.choice().kind());
    assertTrue(chosen.choice().words().contains("too few rows"));
  }

  @Test
  void whatDoesNotLowerTheErrorIsNotKept() {
    int kept = 0;
    for (int seed = 0; seed < 20; seed++) {
      ChooseCalibration.Chosen chosen = new Sample(2_000, seed, margin -> margin).choose();
      kept += chosen.choice().kept() ? 1 : 0;
      if (chosen.choice().kept()) {
        assertTrue(chosen.choice().after() < chosen.choice().before());
        assertTrue(
            chosen.choice().tried().stream()
                .filter(tried -> tried.kind().equals(chosen.choice().kind()))
                .allMatch(CalibrationChoice.Tried::isBeyondNoise));
      } else {
        assertSame(Calibration.IDENTITY, chosen.calibration());
        assertEquals(chosen.choice().before(), chosen.choice().after());
      }
    }
    assertTrue(kept <= 3, kept + " of 20 models that were calibrated were calibrated again");
  }

  /// Margins and labels drawn from the true log odds that a margin stands for.
  private static final class Sample {
    private final double[] margins;
    private final boolean[] labels;

    Sample(int rows, long seed, DoubleUnaryOperator trueOdds) {
      SplittableRandom random = new SplittableRandom(seed);
      margins = new double[rows];
      labels = new boolean[rows];
      for (int i = 0; i < rows; i++) {
        margins[i] = random.nextGaussian(0, 2);
        double odds = trueOdds.applyAsDouble(margins[i]);
        labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds));
      }
    }

    ChooseCalibration.Chosen choose() {
      return ChooseCalibration.run(margins, labels, 9);
    }

    double error(Calibration calibration) {
      return ClassificationMetrics.expectedCalibrationError(
          Arrays.stream(margins).map(calibration::probability).toArray(), labels);
    }
  }
}
