package io.quittance.scoring.command;

import io.quittance.core.bundle.BackgroundRows;
import io.quittance.core.bundle.ExplanationMethod;
import io.quittance.core.bundle.GoldenRows;
import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.bundle.ModelInputs;
import io.quittance.core.bundle.Provenance;
import io.quittance.core.bundle.TrainingRun;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.DriftReference;
import io.quittance.core.model.FeatureVersion;
import io.quittance.core.onnx.write.OnnxForestWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter.Attribute;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Bundles over the columns `amount`, `region` and `days` of a file.
final class SampleBundles {

  static final List<String> REGIONS = List.of("north", "south", "west; far");

  /// Weights of the linear model.
  static final float[] WEIGHTS = {0.02f, 0.7f, -0.05f};

  private static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");
  private static final Calibration CALIBRATION = new Calibration.Logistic(0.9f, -0.05f);

  private SampleBundles() {}

  static float[][] rows(int count) {
    SplittableRandom random = new SplittableRandom(5);
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] =
          new float[] {
            random.nextInt(10) == 0 ? Float.NaN : (float) (random.nextDouble() * 100),
            random.nextInt(10) == 0 ? Float.NaN : random.nextInt(3),
            random.nextInt(10) == 0 ? Float.NaN : random.nextInt(40)
          };
    }
    return rows;
  }

  /// Three stumps, `region` by its codes.
  static ModelBundle forest() {
    return forest("days");
  }

  /// The same with another name of the third column.
  static ModelBundle forest(String third) {
    List<Tree> trees =
        List.of(stump(0, 50, 0.7f, -0.4f), stump(1, 1, -0.6f, 0.9f), stump(2, 20, 0.2f, -0.3f));
    float[][] rows = rows(300);
    TreeEnsemble ensemble = new TreeEnsemble(3, -0.5, trees).withCoversFrom(rows);
    FlatForest forest = FlatForest.compile(ensemble, CALIBRATION);
    double[] probabilities =
        Arrays.stream(rows).mapToDouble(row -> forest.probability(forest.margin(row))).toArray();
    Manifest manifest =
        manifest(third, "xgboost", ExplanationMethod.TREES, Map.of("region", REGIONS));
    return new ModelBundle(
        manifest,
        OnnxForestWriter.write(ensemble, CALIBRATION),
        DriftReference.of(manifest.featureNames(), rows, probabilities),
        "# a-model\n",
        GoldenRows.of(forest, Arrays.copyOf(rows, 20)));
  }

  /// A weighted sum of three columns of numbers, none of them missing.
  static ModelBundle linear() {
    float[][] rows = rows(300);
    for (float[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Float.isNaN(row[j]) ? 0 : row[j];
      }
    }
    OnnxGraphWriter writer = new OnnxGraphWriter("linear", 3);
    String weights = writer.constant("weights", new long[] {3, 1}, WEIGHTS);
    writer.finish(
        writer.node("Gemm", List.of(writer.input(), weights), "sum", Attribute.ofFloat("alpha", 1)),
        CALIBRATION);
    double[] margins = Arrays.stream(rows).mapToDouble(SampleBundles::sum).toArray();
    double[] probabilities = Arrays.stream(margins).map(CALIBRATION::probability).toArray();
    Manifest manifest =
        manifest("days", "logistic-regression", ExplanationMethod.ADDITIVE, Map.of());
    return new ModelBundle(
        manifest,
        writer.toBytes(),
        DriftReference.of(manifest.featureNames(), rows, probabilities),
        "# a-model\n",
        new GoldenRows(
            Arrays.copyOf(rows, 20), Arrays.copyOf(margins, 20), Arrays.copyOf(probabilities, 20)),
        Optional.of(new BackgroundRows(Arrays.copyOfRange(rows, 20, 60))));
  }

  private static double sum(float[] row) {
    return row[0] * WEIGHTS[0] + row[1] * WEIGHTS[1] + row[2] * WEIGHTS[2];
  }

  private static Manifest manifest(
      String third,
      String family,
      ExplanationMethod explanation,
      Map<String, List<String>> categories) {
    return new Manifest(
        "a-model",
        null,
        new ModelInputs(
            List.of(
                new FeatureVersion("amount", 1),
                new FeatureVersion("region", 1),
                new FeatureVersion(third, 1)),
            categories),
        new Provenance(
            new TrainingRun("run-1", "trainer", TIME, 300, TIME, TIME),
            "0".repeat(64),
            TIME,
            "0.1.0",
            "test"),
        family,
        CALIBRATION,
        explanation,
        Map.of("auc", 0.7),
        Map.of());
  }

  private static Tree stump(int feature, float threshold, float left, float right) {
    return new Tree(
        new int[] {feature, 0, 0},
        new float[] {threshold, 0, 0},
        new int[] {1, Tree.LEAF, Tree.LEAF},
        new int[] {2, Tree.LEAF, Tree.LEAF},
        new boolean[] {true, false, false},
        new float[] {0, left, right},
        new double[0]);
  }
}
