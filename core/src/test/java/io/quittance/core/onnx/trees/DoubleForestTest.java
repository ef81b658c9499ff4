package io.quittance.core.onnx.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.onnxruntime.OrtException;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.Precision;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.forest.TreeGroup;
import io.quittance.core.onnx.write.OnnxForestWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Forests whose leaves are doubles, as LightGBM's are.
class DoubleForestTest {

  private static final int FEATURES = 9;

  static TreeEnsemble forest(SplittableRandom random, int trees, int depth, double density) {
    TreeEnsemble narrow = RandomForests.forest(random, FEATURES, trees, depth, density);
    return forest(random, narrow.trees(), 0);
  }

  private static TreeEnsemble forest(SplittableRandom random, List<Tree> trees, double base) {
    List<Tree> wide = new ArrayList<>();
    for (Tree tree : trees) {
      double[] value = tree.value().clone();
      for (int i = 0; i < value.length; i++) {
        value[i] = tree.isLeaf(i) ? random.nextDouble(-0.5, 0.5) : 0;
      }
      wide.add(
          new Tree(
              tree.feature(),
              tree.threshold(),
              tree.left(),
              tree.right(),
              tree.missingLeft(),
              value,
              tree.cover()));
    }
    return new TreeEnsemble(FEATURES, base, wide, CategoryEncodings.NONE, Precision.DOUBLE);
  }

  /// Single leaves beside trees of 14 levels, in every rest of a division by eight.
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 16, 23, 40, 61})
  void anyMixtureOfDepthsGivesTheBitsOfAPlainWalkInBothPrecisions(int count) {
    SplittableRandom random = new SplittableRandom(count);
    List<Tree> trees = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      int depth = t < count / 2 ? random.nextInt(11) : random.nextInt(15);
      trees.add(RandomForests.tree(random, FEATURES, depth, random.nextDouble(0.6, 1)));
    }
    TreeEnsemble wide = forest(random, trees, 0.1);
    TreeEnsemble narrow = new TreeEnsemble(FEATURES, 0.1, wide.trees());
    float[][] rows = RandomForests.rows(random, FEATURES, 300, 0.3);
    assertSameBits(wide, rows);
    assertSameBits(narrow, rows);
  }

  /// Chains of 64 decisions, and complete trees beyond the slots that a forest may take.
  @Test
  void treesThatAreNotCompletedGiveTheBitsOfAPlainWalk() {
    SplittableRandom random = new SplittableRandom(64);
    List<Tree> chains = new ArrayList<>();
    for (int t = 0; t < 19; t++) {
      chains.add(chain(random, t % 3 == 0 ? 64 : 11 + t));
    }
    Tree chain = chain(random, 10);
    List<Tree> many = Collections.nCopies((TreeGroup.MAX_SLOTS >> 10) + 13, chain);
    float[][] rows = RandomForests.rows(random, FEATURES, 100, 0.3);
    assertSameBits(forest(random, chains, 0), rows);
    assertSameBits(forest(random, many, 0), rows);
  }

  private static void assertSameBits(TreeEnsemble ensemble, float[][] rows) {
    FlatForest forest = FlatForest.compile(ensemble, Calibration.IDENTITY);
    for (float[] row : rows) {
      assertEquals(bits(ensemble.margin(row)), bits(forest.margin(row)));
    }
  }

  private static long bits(double margin) {
    return Double.doubleToRawLongBits(margin);
  }

  /// A tree in which one child of every decision is a leaf.
  private static Tree chain(SplittableRandom random, int depth) {
    int size = 2 * depth + 1;
    int[] feature = new int[size];
    float[] threshold = new float[size];
    int[] left = new int[size];
    int[] right = new int[size];
    boolean[] missingLeft = new boolean[size];
    Arrays.fill(left, Tree.LEAF);
    Arrays.fill(right, Tree.LEAF);
    for (int node = 0; node < size - 1; node += 2) {
      boolean onLeft = random.nextBoolean();
      feature[node] = random.nextInt(FEATURES);
      threshold[node] = (float) (onLeft ? random.nextDouble(2, 3) : random.nextDouble(-3, -2));
      left[node] = onLeft ? node + 2 : node + 1;
      right[node] = onLeft ? node + 1 : node + 2;
      missingLeft[node] = onLeft;
    }
    return new Tree(feature, threshold, left, right, missingLeft, new double[size], new double[0]);
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1.0", "50, 4, 1.0", "100, 12, 0.7", "3, 40, 0.8"})
  void sumsInDoubleAndOnnxRuntimeGivesTheSumRounded(int trees, int depth, double density)
      throws OrtException {
    SplittableRandom random = new SplittableRandom(depth);
    TreeEnsemble ensemble = forest(random, trees, Math.min(depth, 14), density);
    byte[] onnx = OnnxForestWriter.write(ensemble, Calibration.IDENTITY);
    float[][] rows = RandomForests.rows(random, FEATURES, 2000, 0.1);

    FlatForest forest = OnnxModel.read(onnx, FEATURES).forest().orElseThrow();

    OnnxRuntime.Scores scores = OnnxRuntime.run(onnx, rows);
    assertEquals(Precision.DOUBLE, forest.ensemble().precision());
    for (int i = 0; i < rows.length; i++) {
      double margin = forest.margin(rows[i]);
      assertEquals(ensemble.margin(rows[i]), margin, 0.0);
      assertEquals((float) margin, scores.margins()[i], 0.0f);
    }
    assertArrayEquals(onnx, OnnxForestWriter.write(forest.ensemble(), forest.calibration()));
  }

  @Test
  void theFloatSumIsAnotherOne() {
    SplittableRandom random = new SplittableRandom(5);
    TreeEnsemble wide = forest(random, 60, 4, 1);
    TreeEnsemble narrow = new TreeEnsemble(FEATURES, 0, wide.trees());
    float[] row = RandomForests.rows(random, FEATURES, 1, 0)[0];

    assertNotEquals(wide.margin(row), narrow.margin(row));
    assertEquals(wide.margin(row), narrow.margin(row), 1e-5);
  }

  /// The oracle is the comparison in double itself, on floats around each threshold.
  @Test
  void aStrictFloatThresholdPartsFloatsAsTheDoubleOneDoes() {
    SplittableRandom random = new SplittableRandom(6);
    List<Double> thresholds =
        new ArrayList<>(
            List.of(
                0.0,
                -0.0,
                0.1,
                1e-50,
                -1e-50,
                1e-320,
                1e300,
                -1e300,
                (double) Float.MAX_VALUE,
                (double) -Float.MAX_VALUE,
                (double) Float.MIN_VALUE,
                Double.NEGATIVE_INFINITY,
                1.0000000180025095e-35));
    for (int i = 0; i < 2_000; i++) {
      double drawn = random.nextDouble(-2, 2) * Math.pow(10, random.nextInt(-40, 39));
      thresholds.add(i % 3 == 0 ? (double) (float) drawn : drawn);
    }
    for (double threshold : thresholds) {
      float near = (float) threshold;
      float[] values = {
        near,
        Math.nextUp(near),
        Math.nextDown(near),
        0.0f,
        -0.0f,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY
      };
      for (float x : values) {
        assertEquals(x < threshold, x < Tree.strictBelow(threshold, false));
        assertEquals(x <= threshold, x < Tree.strictBelow(threshold, true));
      }
    }
    assertEquals(Float.POSITIVE_INFINITY, Tree.strictBelow(Double.POSITIVE_INFINITY, false));
  }
}
