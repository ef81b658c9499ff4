package io.quittance.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Forests whose leaves are doubles, as LightGBM's are.
class DoubleForestTest {

  private static final int FEATURES = 9;

  static TreeEnsemble forest(SplittableRandom random, int trees, int depth, double density) {
    TreeEnsemble narrow = RandomForests.forest(random, FEATURES, trees, depth, density);
    List<Tree> wide = new ArrayList<>();
    for (Tree tree : narrow.trees()) {
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
    return new TreeEnsemble(FEATURES, 0, wide, Lookups.NONE, Precision.DOUBLE);
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
