package io.quittance.core.onnx.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.explain.Explanation;
import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.Precision;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.write.OnnxForestWriter;
import io.quittance.core.treeshap.TreeShap;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CategoryEncodingsTest {

  private static final int FEATURES = 6;
  private static final float[] ODD_CODES = {
    Float.NaN,
    -1,
    -0.0f,
    0.5f,
    2.5f,
    99,
    4_096,
    1e20f,
    -1e20f,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY
  };

  private static TreeEnsemble ensemble(CategoryEncodings encodings, Precision precision) {
    TreeEnsemble plain = RandomForests.forest(new SplittableRandom(8), FEATURES, 40, 5, 0.9);
    return new TreeEnsemble(FEATURES, 0.25, plain.trees(), encodings, precision);
  }

  private static CategoryEncodings encodings() {
    return new CategoryEncodings(
        Map.of(
            1, new float[] {-2, 0.5f, Float.NaN, 1.25f, 0, -1, 2},
            4, new float[] {0.1f, -0.1f, 3}));
  }

  private static float[][] rows() {
    SplittableRandom random = new SplittableRandom(2);
    float[][] rows = RandomForests.rows(random, FEATURES, 2_000, 0.05);
    for (int i = 0; i < rows.length; i++) {
      rows[i][1] = i % 3 == 0 ? ODD_CODES[i % ODD_CODES.length] : random.nextInt(8);
      rows[i][4] = i % 5 == 0 ? ODD_CODES[i % ODD_CODES.length] : random.nextInt(4);
    }
    return rows;
  }

  @Test
  void encodesACodeAndLosesWhatIsNone() {
    CategoryEncodings encodings = encodings();

    assertArrayEquals(
        new float[] {7, 0.5f, 8, 9, 3, 10}, encodings.encoded(new float[] {7, 1, 8, 9, 2, 10}));
    assertEquals(-2, encodings.encode(0, -0.0f));
    for (float code : new float[] {Float.NaN, -1, 0.5f, 7, 1e20f, -1e20f}) {
      assertTrue(Float.isNaN(encodings.encode(0, code)), "code " + code);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void theGraphLooksUpAsTheForestDoes(Precision precision) throws OrtException {
    TreeEnsemble ensemble = ensemble(encodings(), precision);
    byte[] onnx = OnnxForestWriter.write(ensemble, new Calibration.Beta(0.9, 1.1, 0.2));

    FlatForest forest = OnnxModel.read(onnx, FEATURES).forest().orElseThrow();

    float[][] rows = rows();
    OnnxRuntime.Scores scores = OnnxRuntime.run(onnx, rows);
    for (int i = 0; i < rows.length; i++) {
      double margin = forest.margin(rows[i]);
      assertEquals(ensemble.margin(rows[i]), margin, 0.0);
      assertEquals(scores.margins()[i], margin, 1e-5, Arrays.toString(rows[i]));
      assertEquals(scores.probabilities()[i], forest.probability(margin), 1e-6);
    }
    assertEquals(ensemble.encodings(), forest.ensemble().encodings());
    assertArrayEquals(onnx, OnnxForestWriter.write(forest.ensemble(), forest.calibration()));
    float[][] few = Arrays.copyOf(rows, 100);
    assertArrayEquals(
        Arrays.copyOf(scores.margins(), 100), OnnxRuntime.runEach(onnx, few).margins());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void everyColumnMayBeLookedUp(int features) throws OrtException {
    CategoryEncodings encodings =
        features == 1
            ? new CategoryEncodings(Map.of(0, new float[] {-1, 1}))
            : new CategoryEncodings(Map.of(0, new float[] {-1, 1}, 1, new float[] {5, 0, -5}));
    TreeEnsemble trees = RandomForests.forest(new SplittableRandom(3), features, 9, 3, 1);
    TreeEnsemble ensemble = new TreeEnsemble(features, 0, trees.trees(), encodings);
    byte[] onnx = OnnxForestWriter.write(ensemble, Calibration.IDENTITY);
    float[][] rows = new float[50][features];
    for (int i = 0; i < rows.length; i++) {
      Arrays.fill(rows[i], i % 4);
    }

    FlatForest forest = OnnxModel.read(onnx, features).forest().orElseThrow();

    float[] margins = OnnxRuntime.run(onnx, rows).margins();
    for (int i = 0; i < rows.length; i++) {
      assertEquals(margins[i], forest.margin(rows[i]), 1e-5);
    }
  }

  /// A contribution belongs to the raw feature: explaining a raw row with encodings is explaining
  /// the encoded row without them.
  @Test
  void anExplanationLooksUpItself() {
    TreeEnsemble ensemble = ensemble(encodings(), Precision.FLOAT);
    TreeShap raw = TreeShap.of(ensemble);
    TreeShap encoded = TreeShap.of(ensemble(CategoryEncodings.NONE, Precision.FLOAT));

    for (float[] row : Arrays.copyOf(rows(), 200)) {
      Explanation explanation = raw.explain(row);
      assertArrayEquals(
          encoded.explain(ensemble.encodings().encoded(row)).contributions(),
          explanation.contributions());
      assertEquals(ensemble.margin(row), explanation.margin(), 1e-5);
    }
  }

  @Test
  void coversAreCountedFromRawRows() {
    float[][] rows = rows();
    float[][] encoded = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      encoded[i] = encodings().encoded(rows[i]);
    }

    TreeEnsemble counted = ensemble(encodings(), Precision.FLOAT).withCoversFrom(rows);

    TreeEnsemble expected =
        ensemble(CategoryEncodings.NONE, Precision.FLOAT).withCoversFrom(encoded);
    for (int t = 0; t < counted.trees().size(); t++) {
      assertArrayEquals(expected.trees().get(t).cover(), counted.trees().get(t).cover());
    }
  }

  @Test
  void refusesTablesThatCannotBeMeant() {
    assertThrows(ModelRefusedException.class, () -> new CategoryEncodings(Map.of(0, new float[0])));
    assertThrows(
        ModelRefusedException.class, () -> new CategoryEncodings(Map.of(0, new float[4_097])));
    assertThrows(
        ModelRefusedException.class, () -> new CategoryEncodings(Map.of(-1, new float[1])));
    assertThrows(
        ModelRefusedException.class,
        () -> new CategoryEncodings(Map.of(0, new float[] {Float.POSITIVE_INFINITY})));
    assertThrows(
        ModelRefusedException.class,
        () -> ensemble(new CategoryEncodings(Map.of(FEATURES, new float[1])), Precision.FLOAT));
  }
}
