package io.quittance.core.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.forest.RandomForests;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AdditiveShapTest {

  private static final double[] WEIGHTS = {0.7, -1.3, 0, 2.1, 0.01};

  @RepeatedTest(8)
  void isTheShapleyValueOverAllSubsets(RepetitionInfo repetition) {
    int features = repetition.getCurrentRepetition();
    SplittableRandom random = new SplittableRandom(features);
    MarginFunction model = Shapley.model(features, AdditiveShapTest::bent);
    float[][] background = RandomForests.rows(random, features, 17, 0.1);
    AdditiveShap shap = AdditiveShap.of(model, background);
    for (float[] row : RandomForests.rows(random, features, 5, 0.1)) {
      Explanation explanation = shap.explain(row);

      assertArrayEquals(Shapley.of(model, background, row), explanation.contributions(), 1e-9);
      assertEquals(model.margin(row), explanation.margin(), 1e-12);
    }
    assertTrue(shap.holds(background, 1e-9));
  }

  /// Additive, with a missing indicator, a step and a curve.
  private static double bent(float[] row) {
    double sum = 0.4;
    for (int j = 0; j < row.length; j++) {
      double x = Float.isNaN(row[j]) ? 5 + j : row[j];
      sum +=
          switch (j % 3) {
            case 0 -> 0.5 * x;
            case 1 -> Math.sin(x);
            default -> x > 0.3 ? 1 : -2;
          };
    }
    return sum;
  }

  @Test
  void isTheWeightTimesTheDistanceFromTheMeanForALinearModel() {
    SplittableRandom random = new SplittableRandom(4);
    MarginFunction model = Shapley.model(WEIGHTS.length, AdditiveShapTest::linear);
    float[][] background = RandomForests.rows(random, WEIGHTS.length, 50, 0);
    AdditiveShap shap = AdditiveShap.of(model, background);
    double[] mean = new double[WEIGHTS.length];
    for (float[] row : background) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j] / 50.0;
      }
    }
    for (float[] row : RandomForests.rows(random, WEIGHTS.length, 20, 0)) {
      double[] contributions = shap.explain(row).contributions();
      for (int j = 0; j < WEIGHTS.length; j++) {
        assertEquals(WEIGHTS[j] * (row[j] - mean[j]), contributions[j], 1e-9);
      }
    }
  }

  private static double linear(float[] row) {
    double sum = -0.3;
    for (int j = 0; j < row.length; j++) {
      sum += WEIGHTS[j] * row[j];
    }
    return sum;
  }

  @Test
  void addsUpAlsoWhereTheModelRoundsToFloat() {
    SplittableRandom random = new SplittableRandom(5);
    MarginFunction model = Shapley.model(WEIGHTS.length, row -> (float) linear(row));
    float[][] background = RandomForests.rows(random, WEIGHTS.length, 50, 0);
    AdditiveShap shap = AdditiveShap.of(model, background);
    for (float[] row : RandomForests.rows(random, WEIGHTS.length, 20, 0)) {
      Explanation explanation = shap.explain(row);

      assertEquals(model.margin(row), explanation.margin(), 1e-12);
      assertEquals(0, explanation.contributions()[2], 1e-6);
    }
    assertTrue(shap.holds(background, 1e-5));
  }

  @Test
  void noticesAnInteraction() {
    SplittableRandom random = new SplittableRandom(6);
    MarginFunction model = Shapley.model(3, row -> row[0] + row[1] + 0.01 * row[1] * row[2]);
    float[][] background = RandomForests.rows(random, 3, 50, 0);

    assertFalse(AdditiveShap.of(model, background).holds(background, 1e-4));
  }

  @Test
  void refusesRowsOfAnotherLength() {
    MarginFunction model = Shapley.model(2, row -> row[0]);
    AdditiveShap shap = AdditiveShap.of(model, new float[][] {{1, 2}});

    assertThrows(IllegalArgumentException.class, () -> shap.explain(new float[1]));
    assertThrows(
        IllegalArgumentException.class, () -> AdditiveShap.of(model, new float[][] {{1, 2}, {1}}));
    assertThrows(IllegalArgumentException.class, () -> AdditiveShap.of(model, new float[0][]));
  }
}
