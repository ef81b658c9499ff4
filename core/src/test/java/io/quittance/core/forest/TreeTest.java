package io.quittance.core.forest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.model.ModelRefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeTest {

  @Test
  void refusesWhatIsNoTree() {
    assertEquals("tree-cycle", refusal(new int[] {1, 2, -1, -1, -1}, new int[] {2, 3, -1, -1, -1}));
    assertEquals("tree-child-range", refusal(new int[] {0}, new int[] {0}));
    assertEquals("tree-child-range", refusal(new int[] {1, -1}, new int[] {7, -1}));
    assertEquals("tree-shape", refusal(new int[] {1, -1}, new int[] {-1, -1}));
    assertEquals("tree-unreachable", refusal(new int[] {-1, -1}, new int[] {-1, -1}));
    assertEquals("tree-empty", refusal(new int[0], new int[0]));
    assertEquals("tree-cycle", refusal(new int[] {1, 2, 1, -1, -1}, new int[] {3, 4, 4, -1, -1}));
  }

  @Test
  void refusesATreeTooDeepWithoutExhaustingTheStack() {
    int size = 100_001;
    int[] left = new int[size];
    int[] right = new int[size];
    java.util.Arrays.fill(left, Tree.LEAF);
    java.util.Arrays.fill(right, Tree.LEAF);
    for (int i = 0; i + 2 < size; i += 2) {
      left[i] = i + 2;
      right[i] = i + 1;
    }

    assertEquals("tree-depth", refusal(left, right));
  }

  private static String refusal(int[] left, int[] right) {
    int n = left.length;
    return assertThrows(
            ModelRefusedException.class,
            () ->
                new Tree(
                    new int[n],
                    new float[n],
                    left,
                    right,
                    new boolean[n],
                    new float[n],
                    new double[0]))
        .rule();
  }

  @Test
  void refusesNumbersThatCannotBeMeant() {
    assertEquals("threshold-nan", refusal(Float.NaN, 0, 1));
    assertEquals("feature-range", refusal(0, -1, 1));
    assertEquals("leaf-not-finite", refusal(0, 0, Float.POSITIVE_INFINITY));
    assertEquals(
        "feature-range",
        assertThrows(
                ModelRefusedException.class,
                () -> new TreeEnsemble(3, 0, List.of(stump(0, 3, 1, new double[0]))))
            .rule());
  }

  private static String refusal(float threshold, int feature, float leaf) {
    return assertThrows(
            ModelRefusedException.class, () -> stump(threshold, feature, leaf, new double[0]))
        .rule();
  }

  private static Tree stump(float threshold, int feature, float leaf, double[] cover) {
    return new Tree(
        new int[] {feature, 0, 0},
        new float[] {threshold, 0, 0},
        new int[] {1, -1, -1},
        new int[] {2, -1, -1},
        new boolean[3],
        new float[] {0, leaf, leaf},
        cover);
  }

  @Test
  void tellsRealCoversFromOnes() {
    assertTrue(stump(0, 0, 1, new double[] {5, 2, 3}).hasCover());
    assertFalse(stump(0, 0, 1, new double[] {1, 1, 1}).hasCover());
    assertFalse(stump(0, 0, 1, new double[0]).hasCover());
  }
}
