package io.quittance.core.treeshap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.core.explain.Explanation;
import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeShapTest {

  @ParameterizedTest
  @CsvSource({
    "5, 0, 1.0",
    "5, 1, 1.0",
    "6, 3, 1.0",
    "6, 4, 0.9",
    "4, 6, 1.0",
    "7, 7, 0.7",
    "8, 9, 0.7",
    "6, 12, 0.75",
    "9, 12, 0.8"
  })
  void isTheShapleyValueOverAllSubsets(int features, int depth, double density) {
    SplittableRandom random = new SplittableRandom(depth * 17L + features);
    TreeEnsemble ensemble = RandomForests.forest(random, features, 4, depth, density);
    TreeShap tabulated = TreeShap.of(ensemble);
    TreeShap integrated = TreeShap.of(ensemble, 0);
    TreeShap walked = TreeShap.walking(ensemble);
    for (float[] row : RandomForests.rows(random, features, 12, 0.15)) {
      double[] expected = bruteForce(ensemble, row);

      assertArrayEquals(expected, tabulated.explain(row).contributions(), 1e-9);
      assertArrayEquals(expected, integrated.explain(row).contributions(), 1e-9);
      assertArrayEquals(expected, walked.explain(row).contributions(), 1e-9);
      assertEquals(worth(ensemble, row, 0), tabulated.baseValue(), 1e-9);
    }
  }

  /// Shapley's formula over every coalition.
  private static double[] bruteForce(TreeEnsemble ensemble, float[] row) {
    int m = ensemble.features();
    double[] worth = new double[1 << m];
    for (int coalition = 0; coalition < worth.length; coalition++) {
      worth[coalition] = worth(ensemble, row, coalition);
    }
    double[] shapley = new double[m];
    for (int j = 0; j < m; j++) {
      for (int coalition = 0; coalition < worth.length; coalition++) {
        if ((coalition >> j & 1) == 0) {
          int size = Integer.bitCount(coalition);
          double weight = factorial(size) * factorial(m - 1 - size) / factorial(m);
          shapley[j] += weight * (worth[coalition | 1 << j] - worth[coalition]);
        }
      }
    }
    return shapley;
  }

  private static double factorial(int n) {
    return n <= 1 ? 1 : n * factorial(n - 1);
  }

  private static double worth(TreeEnsemble ensemble, float[] row, int coalition) {
    double sum = ensemble.baseValue();
    for (Tree tree : ensemble.trees()) {
      sum += worth(tree, 0, row, coalition);
    }
    return sum;
  }

  private static double worth(Tree tree, int node, float[] row, int coalition) {
    if (tree.isLeaf(node)) {
      return tree.value()[node];
    }
    int left = tree.left()[node];
    int right = tree.right()[node];
    if ((coalition >> tree.feature()[node] & 1) != 0) {
      float x = row[tree.feature()[node]];
      boolean goesLeft = Float.isNaN(x) ? tree.missingLeft()[node] : x < tree.threshold()[node];
      return worth(tree, goesLeft ? left : right, row, coalition);
    }
    double share = tree.cover()[left] / (tree.cover()[left] + tree.cover()[right]);
    return share * worth(tree, left, row, coalition)
        + (1 - share) * worth(tree, right, row, coalition);
  }

  @ParameterizedTest
  @CsvSource({"200, 4, 1.0", "60, 6, 1.0", "30, 10, 0.8", "17, 14, 0.7", "3, 0, 1.0"})
  void addsUpToTheMargin(int trees, int depth, double density) {
    SplittableRandom random = new SplittableRandom(trees);
    TreeEnsemble ensemble = RandomForests.forest(random, 25, trees, depth, density);
    TreeShap shap = TreeShap.of(ensemble);
    TreeShap walked = TreeShap.walking(ensemble);
    TreeShap integrated = TreeShap.of(ensemble, 0);
    TreeShap mixed = TreeShap.of(ensemble, 50_000);
    TreeShap.Scratch scratch = shap.scratch();
    for (float[] row : RandomForests.rows(random, 25, 300, 0.05)) {
      Explanation explanation = shap.explain(row, scratch);

      assertEquals(exactMargin(ensemble, row), explanation.margin(), 1e-9);
      assertEquals(ensemble.margin(row), explanation.margin(), 1e-5);
      assertArrayEquals(integrated.explain(row).contributions(), explanation.contributions(), 1e-9);
      assertArrayEquals(mixed.explain(row).contributions(), explanation.contributions(), 1e-9);
      assertArrayEquals(walked.explain(row).contributions(), explanation.contributions(), 1e-9);
    }
  }

  private static double exactMargin(TreeEnsemble ensemble, float[] row) {
    return worth(ensemble, row, -1);
  }

  @Test
  void doesNotDivideByAnEmptyBranch() {
    Tree tree =
        new Tree(
            new int[] {0, 1, 0, 0, 0},
            new float[5],
            new int[] {1, 3, -1, -1, -1},
            new int[] {2, 4, -1, -1, -1},
            new boolean[5],
            new float[] {0, 0, 1, 2, 3},
            new double[] {4, 0, 4, 0, 0});
    TreeEnsemble ensemble = new TreeEnsemble(2, 0, List.of(tree));

    for (TreeShap shap :
        List.of(TreeShap.of(ensemble), TreeShap.of(ensemble, 0), TreeShap.walking(ensemble))) {
      Explanation explanation = shap.explain(new float[] {-1, -1});
      assertEquals(1, explanation.baseValue(), 1e-12);
      assertEquals(2, explanation.margin(), 1e-12);
    }
  }

  @Test
  void aRowHasTheSameBitsAloneAndInABatch() {
    SplittableRandom random = new SplittableRandom(3);
    CategoryEncodings lookups = new CategoryEncodings(Map.of(2, new float[] {0.5f, -1, 2}));
    TreeEnsemble raw = RandomForests.forest(random, 7, 40, 6, 0.9);
    TreeEnsemble ensemble = new TreeEnsemble(7, raw.baseValue(), raw.trees(), lookups);
    TreeShap shap = TreeShap.of(ensemble);
    TreeShap.Scratch scratch = shap.scratch();
    float[][] rows = RandomForests.rows(random, 7, 20, 0.1);
    float[] flat = new float[7 * 20];
    for (int i = 0; i < 20; i++) {
      rows[i][2] = i % 4;
      System.arraycopy(rows[i], 0, flat, 7 * i, 7);
    }

    double[] batch = new double[7 * 20];
    shap.explain(flat, 20, batch, scratch);

    for (int i = 0; i < 20; i++) {
      double[] alone = shap.explain(rows[i]).contributions();
      assertArrayEquals(alone, Arrays.copyOfRange(batch, 7 * i, 7 * i + 7), 0.0);
      assertEquals(ensemble.margin(rows[i]), shap.baseValue() + Arrays.stream(alone).sum(), 1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 32})
  void theRuleIntegratesPolynomials(int points) {
    GaussLegendre rule = GaussLegendre.of(points);

    for (int degree = 0; degree < 2 * points; degree++) {
      double sum = 0;
      for (int q = 0; q < points; q++) {
        sum += rule.weights()[q] * Math.pow(rule.points()[q], degree);
      }
      assertEquals(1.0 / (degree + 1), sum, 1e-14);
    }
  }

  @Test
  void needsCovers() {
    Tree bare =
        new Tree(
            new int[3],
            new float[3],
            new int[] {1, -1, -1},
            new int[] {2, -1, -1},
            new boolean[3],
            new float[] {0, 1, 2},
            new double[0]);
    TreeEnsemble ensemble = new TreeEnsemble(1, 0, List.of(bare));

    assertThrows(IllegalArgumentException.class, () -> TreeShap.of(ensemble));
  }
}
