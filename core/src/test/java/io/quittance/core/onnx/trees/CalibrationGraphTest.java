package io.quittance.core.onnx.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.ModelPartReader;
import io.quittance.core.onnx.write.OnnxForestWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.core.text.CanonicalJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every form of calibration in a graph, with ONNX Runtime as the oracle.
class CalibrationGraphTest {

  static Stream<Calibration> calibrations() {
    return Stream.of(
        Calibration.IDENTITY,
        new Calibration.Logistic(1.7, -0.4),
        new Calibration.Beta(0.8, 1.3, -0.2),
        new Calibration.Beta(0, 0.9, 0.1),
        new Calibration.Beta(1.1, 0, 2),
        new Calibration.Isotonic(List.of(-1.0, 1.0), List.of(0.25, 0.75)),
        new Calibration.Isotonic(List.of(-3.0, -1.0, 0.5, 0.50002), List.of(0.01, 0.2, 0.2, 0.9)),
        steps(new SplittableRandom(4), 500));
  }

  private static Calibration steps(SplittableRandom random, int points) {
    double[] margins = random.doubles(points, -6, 6).sorted().toArray();
    double[] probabilities = random.doubles(points, 0.001, 0.999).sorted().toArray();
    List<Double> at = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      if (at.isEmpty() || margins[i] - at.getLast() > 1e-4) {
        at.add(margins[i]);
        rates.add(probabilities[i]);
      }
    }
    return new Calibration.Isotonic(at, rates);
  }

  /// One tree whose margin is the one feature: a staircase of leaves would hide the calibration.
  private static byte[] graph(Calibration calibration) {
    OnnxGraphWriter graph = new OnnxGraphWriter("identity", 1);
    graph.finish(graph.node("Identity", List.of(graph.input()), "raw"), calibration);
    return graph.toBytes();
  }

  private static float[][] margins() {
    SplittableRandom random = new SplittableRandom(9);
    float[][] rows = new float[4_000][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = (float) (random.nextDouble(-1, 1) * (i % 10 == 0 ? 60 : 8));
    }
    float[] extremes = {1e3f, -1e3f, 1e30f, -1e30f, 0, -0.0f, 0.5f, 0.50002f, -3, 1};
    for (int i = 0; i < extremes.length; i++) {
      rows[i][0] = extremes[i];
    }
    rows[20][0] = Float.POSITIVE_INFINITY;
    rows[21][0] = Float.NEGATIVE_INFINITY;
    return rows;
  }

  @ParameterizedTest
  @MethodSource("calibrations")
  void theGraphGivesTheProbabilityAndARowAloneTheSameBits(Calibration calibration)
      throws OrtException {
    byte[] onnx = graph(calibration);
    float[][] rows = margins();

    OnnxRuntime.Scores scores = OnnxRuntime.run(onnx, rows);

    for (int i = 0; i < rows.length; i++) {
      double expected = calibration.probability(rows[i][0]);
      assertTrue(expected >= 0 && expected <= 1, () -> "not a probability: " + expected);
      double allowed = calibration instanceof Calibration.Isotonic ? 0 : 5e-7;
      assertEquals(expected, scores.probabilities()[i], allowed, "margin " + rows[i][0]);
    }
    float[][] few = Arrays.copyOf(rows, 300);
    assertArrayEquals(
        Arrays.copyOf(scores.probabilities(), 300), OnnxRuntime.runEach(onnx, few).probabilities());
  }

  @ParameterizedTest
  @MethodSource("calibrations")
  void neverTurnsTheOrderOfTwoRowsRound(Calibration calibration) {
    double[] sorted = Stream.of(margins()).mapToDouble(row -> row[0]).sorted().toArray();

    for (int i = 1; i < sorted.length; i++) {
      assertTrue(calibration.probability(sorted[i - 1]) <= calibration.probability(sorted[i]));
    }
  }

  @ParameterizedTest
  @MethodSource("calibrations")
  void isReadBackFromTheGraphAndFromJson(Calibration calibration) {
    TreeEnsemble ensemble = RandomForests.forest(new SplittableRandom(3), 4, 5, 3, 1);

    FlatForest forest =
        OnnxModel.read(OnnxForestWriter.write(ensemble, calibration), 4).forest().orElseThrow();

    assertEquals(calibration, forest.calibration());
    assertEquals(
        calibration,
        ModelPartReader.read(CanonicalJson.write(calibration), Calibration.class, "calibration"));
    assertTrue(
        new String(CanonicalJson.write(calibration), java.nio.charset.StandardCharsets.UTF_8)
            .contains("\"kind\":\"" + calibration.kind() + "\""));
  }
}
