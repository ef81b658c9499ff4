package io.quittance.core.forest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.core.calibration.Calibration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatForestTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0, 1.0",
    "7, 3, 0.9",
    "8, 4, 1.0",
    "21, 4, 0.8",
    "40, 6, 0.9",
    "9, 10, 0.8",
    "9, 12, 0.85",
    "20, 16, 0.75",
    "24, 14, 0.7"
  })
  void givesTheBitsOfAPlainWalk(int trees, int depth, double density) {
    SplittableRandom random = new SplittableRandom(trees * 31L + depth);
    TreeEnsemble ensemble = RandomForests.forest(random, 9, trees, depth, density);
    float[][] rows = RandomForests.rows(random, 9, 500, 0.1);
    rows[0] = row(Float.POSITIVE_INFINITY);
    rows[1] = row(Float.NEGATIVE_INFINITY);
    rows[2] = row(-0.0f);
    rows[3] = row(0.0f);
    rows[4] = row(Float.NaN);
    rows[5] = row(Float.MIN_VALUE);
    rows[6] = row(-Float.MAX_VALUE);

    FlatForest forest = FlatForest.compile(ensemble, Calibration.IDENTITY);

    float[] flat = new float[rows.length * 9];
    float[] batch = new float[rows.length];
    double[] wide = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * 9, 9);
    }
    forest.margins(flat, rows.length, batch);
    forest.margins(flat, rows.length, wide);
    for (int i = 0; i < rows.length; i++) {
      float expected = (float) ensemble.margin(rows[i]);
      assertEquals(expected, (float) forest.margin(rows[i]), 0.0f);
      assertEquals(expected, batch[i], 0.0f);
      assertEquals(expected, wide[i], 0.0);
    }
  }

  private static float[] row(float value) {
    float[] row = new float[9];
    java.util.Arrays.fill(row, value);
    return row;
  }

  @Test
  void sendsEveryEdgeValueTheWayFloatComparisonDoes() {
    float[] values = {
      Float.NEGATIVE_INFINITY,
      -Float.MAX_VALUE,
      -1,
      -Float.MIN_VALUE,
      -0.0f,
      0.0f,
      Float.MIN_VALUE,
      1,
      Float.MAX_VALUE,
      Float.POSITIVE_INFINITY
    };
    for (float threshold : values) {
      for (boolean missingLeft : new boolean[] {true, false}) {
        Tree tree = stump(threshold, missingLeft);
        FlatForest forest =
            FlatForest.compile(new TreeEnsemble(1, 0, List.of(tree)), Calibration.IDENTITY);
        for (float x : values) {
          assertEquals(x < threshold ? 1 : 2, forest.margin(new float[] {x}));
        }
        assertEquals(missingLeft ? 1 : 2, forest.margin(new float[] {Float.NaN}));
      }
    }
  }

  private static Tree stump(float threshold, boolean missingLeft) {
    return new Tree(
        new int[3],
        new float[] {threshold, 0, 0},
        new int[] {1, -1, -1},
        new int[] {2, -1, -1},
        new boolean[] {missingLeft, false, false},
        new float[] {0, 1, 2},
        new double[0]);
  }

  @Test
  void refusesARowOfAnotherLength() {
    FlatForest forest =
        FlatForest.compile(new TreeEnsemble(1, 0, List.of(stump(0, true))), Calibration.IDENTITY);

    assertThrows(IllegalArgumentException.class, () -> forest.margin(new float[2]));
  }

  @Test
  void isTheBaseValueWithoutTrees() {
    FlatForest forest =
        FlatForest.compile(new TreeEnsemble(2, 0.25f, List.of()), Calibration.IDENTITY);

    assertEquals(0.25, forest.margin(new float[2]));
  }

  @Test
  void countsCoversFromRows() {
    TreeEnsemble bare = new TreeEnsemble(1, 0, List.of(stump(0, true)));

    Tree counted =
        bare.withCoversFrom(new float[][] {{-1}, {-2}, {Float.NaN}, {5}}).trees().getFirst();

    org.junit.jupiter.api.Assertions.assertArrayEquals(new double[] {4, 3, 1}, counted.cover());
  }
}
