package io.quittance.core.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.forest.RandomForests;
import io.quittance.core.model.DriftReference;
import io.quittance.core.model.FeatureReference;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimeTest {

  private static final int FEATURES = 10;

  @Test
  void recoversTheCoefficientsOfALinearModel() {
    double[] weights = {0.5, 0, -2, 0, 0, 1.5, 0, 0, 0.8, 0};
    MarginFunction model = Shapley.model(FEATURES, row -> linear(weights, row));
    float[] row = data(7)[3];
    Lime.Surrogate result = lime(model, Set.of()).explain(row);

    assertEquals(4, result.terms().size());
    for (Lime.Term term : result.terms()) {
      double weight = weights[term.feature()];
      assertEquals(weight, term.slope(), 0.005 * Math.abs(weight));
    }
    assertEquals(linear(weights, row), result.intercept(), 0.01);
    assertEquals(1, result.determination(), 1e-4);
    assertEquals(1, result.stability());
  }

  private static double linear(double[] weights, float[] row) {
    double sum = 0.3;
    for (int j = 0; j < row.length; j++) {
      sum += weights[j] * row[j];
    }
    return sum;
  }

  @Test
  void measuresWhatLeavingACategoryOrAMissingValueWouldDo() {
    MarginFunction model =
        Shapley.model(
            FEATURES, row -> (row[0] == 1 ? 2 : 0.5) + (Float.isNaN(row[1]) ? -1 : 0) + row[2]);
    float[][] rows = data(8);
    for (float[] row : rows) {
      row[0] = Math.floorMod((int) row[0], 3);
    }
    float[] row = rows[0].clone();
    row[0] = 1;
    row[1] = Float.NaN;
    Lime.Surrogate result =
        new Lime(model, references(rows), Set.of("f0"), Lime.Settings.standard()).explain(row);

    assertEquals(
        List.of(0, 1, 2), result.terms().stream().map(Lime.Term::feature).sorted().toList());
    assertEquals(-1.5, slope(result, 0), 0.02);
    assertEquals(1, slope(result, 1), 0.02);
    assertEquals(1, slope(result, 2), 0.02);
  }

  private static double slope(Lime.Surrogate result, int feature) {
    return result.terms().stream()
        .filter(term -> term.feature() == feature)
        .findFirst()
        .orElseThrow()
        .slope();
  }

  @Test
  void saysThatItCannotBeTrustedOnNoise() {
    MarginFunction noise =
        Shapley.model(FEATURES, row -> new SplittableRandom(Arrays.hashCode(row)).nextDouble());
    MarginFunction half =
        Shapley.model(
            FEATURES,
            row ->
                row[0]
                    - row[1]
                    + 0.6 * row[2]
                    - 2 * row[3]
                    + 6 * new SplittableRandom(Arrays.hashCode(row)).nextDouble());
    Lime.Surrogate noisy = lime(noise, Set.of()).explain(data(7)[3]);
    Lime.Surrogate halfNoisy = lime(half, Set.of()).explain(data(7)[3]);

    assertTrue(noisy.stability() < 0.5, "stability " + noisy.stability());
    assertTrue(noisy.determination() < 0.05, "R² " + noisy.determination());
    assertTrue(halfNoisy.stability() > noisy.stability());
    assertTrue(halfNoisy.stability() < 1);
  }

  @Test
  void followsACurveWhereTheRowLies() {
    MarginFunction model = Shapley.model(FEATURES, row -> row[0] * row[0] + row[1]);
    float[] row = data(7)[3];
    row[0] = 2.5f;
    double right = slope(lime(model, Set.of()).explain(row), 0);
    row[0] = -2.5f;
    double left = slope(lime(model, Set.of()).explain(row), 0);

    assertTrue(right > 1 && left < -1, left + " and " + right);
  }

  @Test
  void isTheSameForEqualRowsAndFiniteFarOut() {
    MarginFunction model = Shapley.model(FEATURES, row -> Math.tanh(row[0]) + row[1]);
    float[] row = new float[FEATURES];
    Arrays.fill(row, 1e6f);

    assertEquals(lime(model, Set.of()).explain(row), lime(model, Set.of()).explain(row.clone()));
    assertTrue(Double.isFinite(lime(model, Set.of()).explain(row).intercept()));
  }

  private static Lime lime(MarginFunction model, Set<String> categorical) {
    return new Lime(model, references(data(7)), categorical, Lime.Settings.standard());
  }

  private static float[][] data(long seed) {
    return RandomForests.rows(new SplittableRandom(seed), FEATURES, 500, 0);
  }

  private static List<FeatureReference> references(float[][] rows) {
    List<String> names = IntStream.range(0, FEATURES).mapToObj(j -> "f" + j).toList();
    return DriftReference.of(names, rows, new double[] {0.5}).features();
  }
}
