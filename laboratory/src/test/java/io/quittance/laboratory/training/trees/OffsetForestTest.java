package io.quittance.laboratory.training.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OffsetForestTest {

  private static final OffsetForest.Size SIZE = new OffsetForest.Size(100, 2, 0.1, 1, 7);

  /// logit P = 1.2 · first + 1.0 · second; the offset holds the first term, so the trees must find
  /// only the second.
  @Test
  void theTreesLearnWhatTheOffsetLeavesUnexplained() {
    SplittableRandom random = new SplittableRandom(3);
    int size = 20_000;
    float[] values = new float[2 * size];
    boolean[] labels = new boolean[size];
    double[] offsets = new double[size];
    for (int i = 0; i < size; i++) {
      int first = random.nextInt(2);
      int second = random.nextInt(2);
      values[2 * i] = first;
      values[2 * i + 1] = second;
      offsets[i] = 1.2 * first;
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-1.2 * first - second));
    }
    Examples rows =
        Examples.of(List.of(Column.numeric("first"), Column.numeric("second")), values, labels);

    FlatForest forest =
        FlatForest.compile(OffsetForest.train(rows, offsets, SIZE), Calibration.IDENTITY);

    double none = forest.margin(new float[] {0, 0});
    assertEquals(0, none, 0.1);
    assertEquals(0, forest.margin(new float[] {1, 0}) - none, 0.15);
    assertEquals(1, forest.margin(new float[] {0, 1}) - none, 0.15);
  }

  @Test
  void rowsOfOneClassGiveAFiniteMargin() {
    Examples rows =
        Examples.of(List.of(Column.numeric("only")), new float[] {1, 2, 3}, new boolean[3]);

    FlatForest forest =
        FlatForest.compile(OffsetForest.train(rows, new double[3], SIZE), Calibration.IDENTITY);

    assertTrue(forest.margin(new float[] {2}) < 0);
  }

  @Test
  void anOffsetForEachRowIsDemanded() {
    Examples rows =
        Examples.of(List.of(Column.numeric("only")), new float[] {1, 2, 3}, new boolean[3]);

    assertThrows(
        IllegalArgumentException.class, () -> OffsetForest.train(rows, new double[2], SIZE));
  }
}
