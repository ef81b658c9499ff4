package io.quittance.core.onnx.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quittance.core.Fuzzed;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.Precision;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.GraphCost;
import io.quittance.core.onnx.write.OnnxForestWriter;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// A graph that somebody uploads as a model.
final class OnnxModelFuzzTest {

  private static final int FEATURES = 4;
  private static final int ROWS = 16;
  private static final float[] VALUES = values();

  private static float[] values() {
    float[] values = new float[ROWS * FEATURES];
    float[][] rows = RandomForests.rows(new SplittableRandom(3), FEATURES, ROWS, 0.2);
    for (int i = 0; i < ROWS; i++) {
      System.arraycopy(rows[i], 0, values, i * FEATURES, FEATURES);
    }
    return values;
  }

  static Stream<byte[]> graphs() {
    return Stream.of(
        OnnxForestWriter.write(
            RandomForests.forest(new SplittableRandom(1), FEATURES, 2, 2, 1), Calibration.IDENTITY),
        OnnxForestWriter.write(
            RandomForests.forest(new SplittableRandom(2), FEATURES, 1, 3, 0.8),
            new Calibration.Logistic(0.8f, 0.1f)));
  }

  @MethodSource("graphs")
  @FuzzTest
  void aGraphIsRefusedOrItsForestIsReadAndWrittenAlike(byte[] input) {
    OnnxModel model;
    try {
      model = Fuzzed.bounded(input, () -> OnnxModel.read(input, FEATURES));
      GraphCost.check(model.graph(), FEATURES);
    } catch (ModelRefusedException e) {
      assertTrue(e.rule().matches("[a-z0-9]+(-[a-z0-9]+)*"), e::rule);
      return;
    }

    model.forest().ifPresent(OnnxModelFuzzTest::writtenAlike);
  }

  private static void writtenAlike(FlatForest forest) {
    double[] margins = margins(forest);
    if (forest.ensemble().precision() == Precision.DOUBLE) {
      return;
    }
    byte[] written = OnnxForestWriter.write(forest.ensemble(), forest.calibration());
    FlatForest again = OnnxModel.read(written, FEATURES).forest().orElseThrow();

    assertArrayEquals(margins, margins(again));
  }

  private static double[] margins(FlatForest forest) {
    double[] margins = new double[ROWS];
    forest.margins(VALUES, ROWS, margins);
    for (double margin : margins) {
      double probability = forest.probability(margin);
      assertTrue(Double.isNaN(margin) || (probability >= 0 && probability <= 1), "no probability");
    }
    return margins;
  }
}
