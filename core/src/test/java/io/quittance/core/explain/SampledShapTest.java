package io.quittance.core.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.RandomForests;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampledShapTest {

  @ParameterizedTest
  @CsvSource({
    "3, 10, 64",
    "5, 30, 200",
    "7, 30, 64",
    "8, 40, 400",
    "6, 1, 100",
    "8, 100, 60",
    "4, 7, 30"
  })
  void liesWithinItsErrorOfTheShapleyValueAndAddsUp(int features, int backgrounds, int orders) {
    SplittableRandom random = new SplittableRandom(features * 31L + orders);
    MarginFunction model = forest(random, features);
    float[][] background = RandomForests.rows(random, features, backgrounds, 0.1);
    SampledShap shap = new SampledShap(model, background, orders, 5);
    int beyondTwo = 0;
    int figures = 0;
    for (float[] row : RandomForests.rows(random, features, 10, 0.1)) {
      double[] exact = Shapley.of(model, background, row);
      SampledShap.Sampled sampled = shap.explain(row);

      assertEquals(model.margin(row), sampled.explanation().margin(), 1e-12);
      for (int j = 0; j < features; j++) {
        double error = Math.abs(sampled.explanation().contributions()[j] - exact[j]);
        double standard = sampled.standardErrors()[j];
        assertTrue(error <= 4 * standard + 1e-9, error + " against " + standard);
        beyondTwo += error > 2 * standard + 1e-9 ? 1 : 0;
        figures++;
      }
    }
    assertTrue(beyondTwo <= 0.15 * figures, beyondTwo + " of " + figures);
  }

  private static MarginFunction forest(SplittableRandom random, int features) {
    return FlatForest.compile(
            RandomForests.forest(random, features, 12, 4, 0.9), Calibration.IDENTITY)
        ::margins;
  }

  @Test
  void convergesWithTheSquareRootOfTheOrders() {
    SplittableRandom random = new SplittableRandom(3);
    MarginFunction model = forest(random, 8);
    float[][] background = RandomForests.rows(random, 8, 20, 0);
    float[][] rows = RandomForests.rows(random, 8, 20, 0);
    double few = error(model, background, rows, 80);
    double many = error(model, background, rows, 1280);

    assertTrue(many < few / 3 && many > few / 6, few + " then " + many);
  }

  private static double error(
      MarginFunction model, float[][] background, float[][] rows, int permutations) {
    SampledShap shap = new SampledShap(model, background, permutations, 9);
    double squares = 0;
    for (float[] row : rows) {
      double[] exact = Shapley.of(model, background, row);
      double[] sampled = shap.explain(row).explanation().contributions();
      for (int j = 0; j < exact.length; j++) {
        squares += (sampled[j] - exact[j]) * (sampled[j] - exact[j]);
      }
    }
    return Math.sqrt(squares / rows.length);
  }

  @Test
  void isExactForAnAdditiveModelWhenEachBackgroundRowHadItsTurn() {
    SplittableRandom random = new SplittableRandom(4);
    MarginFunction model =
        Shapley.model(4, row -> (double) row[0] * row[0] - 2.0 * row[1] + row[3]);
    float[][] background = RandomForests.rows(random, 4, 16, 0);
    SampledShap shap = new SampledShap(model, background, 32, 1);
    for (float[] row : RandomForests.rows(random, 4, 10, 0)) {
      assertArrayEquals(
          AdditiveShap.of(model, background).explain(row).contributions(),
          shap.explain(row).explanation().contributions(),
          1e-9);
    }
  }

  @Test
  void givesNothingToAFeatureThatIsNotReadAndEqualSharesToEqualFeatures() {
    MarginFunction model = Shapley.model(4, row -> row[0] * row[1] * row[2]);
    float[][] background = {{0, 0, 0, 3}, {1, 1, 1, -2}, {0.5f, 0.5f, 0.5f, 9}};
    SampledShap shap = new SampledShap(model, background, 6000, 2);
    SampledShap.Sampled sampled = shap.explain(new float[] {2, 2, 2, 1});
    double[] contributions = sampled.explanation().contributions();

    assertEquals(0, contributions[3]);
    assertEquals(0, sampled.standardErrors()[3]);
    double noise = 5 * sampled.standardErrors()[0];
    assertEquals(contributions[0], contributions[1], noise);
    assertEquals(contributions[1], contributions[2], noise);
  }

  @Test
  void givesEqualRowsEqualAnswersWhateverWasAskedBefore() {
    SplittableRandom random = new SplittableRandom(8);
    MarginFunction model = forest(random, 6);
    float[][] background = RandomForests.rows(random, 6, 9, 0.1);
    SampledShap shap = new SampledShap(model, background, 40, 3);
    float[] row = RandomForests.rows(random, 6, 1, 0.2)[0];
    double[] once = shap.explain(row).explanation().contributions();
    shap.explain(background[0]);

    assertArrayEquals(once, shap.explain(row.clone()).explanation().contributions());
    assertArrayEquals(
        once, new SampledShap(model, background, 40, 3).explain(row).explanation().contributions());
  }

  @Test
  void asksForNoMoreMarginsThanItSays() {
    AtomicInteger asked = new AtomicInteger();
    MarginFunction model =
        (rows, n, out) -> {
          asked.addAndGet(n);
          for (int i = 0; i < n; i++) {
            out[i] = rows[i * 30] * rows[i * 30 + 1];
          }
        };
    float[][] background = RandomForests.rows(new SplittableRandom(1), 30, 50, 0);
    SampledShap shap = new SampledShap(model, background, 100, 3);
    asked.set(0);
    shap.explain(RandomForests.rows(new SplittableRandom(2), 30, 1, 0)[0]);

    assertTrue(asked.get() <= 100 * 29 + 1, asked + " margins");
  }

  @Test
  void explainsAModelOfOneFeature() {
    MarginFunction model = Shapley.model(1, row -> row[0]);
    Explanation explanation =
        new SampledShap(model, new float[][] {{1}, {3}}, 8, 1)
            .explain(new float[] {7})
            .explanation();

    assertEquals(2, explanation.baseValue());
    assertArrayEquals(new double[] {5}, explanation.contributions(), 1e-12);
  }

  @Test
  void refusesTooFewOrders() {
    MarginFunction model = Shapley.model(1, row -> row[0]);

    assertThrows(
        IllegalArgumentException.class, () -> new SampledShap(model, new float[][] {{1}}, 6, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new SampledShap(model, new float[0][], 8, 1));
  }
}
