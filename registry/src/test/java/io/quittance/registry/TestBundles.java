package io.quittance.registry;

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
import io.quittance.core.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Small valid bundles, each seed another one.
public final class TestBundles {

  public static final String MODEL = "payment-30d";
  public static final String RUN = "run-1";
  public static final String DATA = Sha256.hex("data".getBytes(StandardCharsets.UTF_8));
  public static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  public static final Instant TO = Instant.parse("2026-04-01T00:00:00Z");
  public static final long ROWS = 5120;

  private TestBundles() {}

  public static byte[] valid(long seed) {
    return of(MODEL, seed, "balance", "action_channel");
  }

  /// A bundle whose training this person asked for.
  public static byte[] askedForBy(String who, long seed) {
    return of(MODEL, who, seed, "balance", "action_channel");
  }

  public static byte[] of(String model, long seed, String... features) {
    return of(model, "trainer", seed, features);
  }

  private static byte[] of(String model, String who, long seed, String... features) {
    Random random = new Random(seed);
    TreeEnsemble ensemble = ensemble(features.length, random);
    Calibration calibration = new Calibration.Logistic(1.25, -0.5);
    FlatForest forest = FlatForest.compile(ensemble, calibration);
    float[][] rows = rows(features.length, random);
    GoldenRows golden = GoldenRows.of(forest, rows);
    Manifest manifest =
        new Manifest(
            model,
            null,
            new ModelInputs(
                List.of(features).stream().map(name -> new FeatureVersion(name, 1)).toList(),
                Map.of()),
            new Provenance(
                new TrainingRun(RUN, who, FROM, ROWS, FROM, TO), DATA, TO, "test", "none"),
            "xgboost",
            calibration,
            ExplanationMethod.TREES,
            Map.of("auc", 0.75),
            Map.of());
    return new ModelBundle(
            manifest,
            OnnxForestWriter.write(ensemble, calibration),
            DriftReference.of(List.of(features), rows, golden.probabilities()),
            "# A model for tests\n",
            golden)
        .write();
  }

  /// A linear model, whose graph holds no forest.
  public static byte[] linear() {
    ModelBundle forest = ModelBundle.read(valid(1));
    Manifest like = forest.manifest();
    Manifest manifest =
        new Manifest(
            like.name(),
            null,
            new ModelInputs(like.inputs().featureSchema(), Map.of()),
            new Provenance(
                like.provenance().trainingRun(),
                like.provenance().dataSha256(),
                like.provenance().createdAt(),
                like.provenance().quittanceVersion(),
                like.provenance().framework()),
            "logistic-regression",
            Calibration.IDENTITY,
            ExplanationMethod.ADDITIVE,
            like.metrics(),
            Map.of());
    OnnxGraphWriter graph = new OnnxGraphWriter("linear", 2);
    graph.constant("weights", new long[] {2, 1}, 0.5f, -0.25f);
    graph.finish(
        graph.node("MatMul", List.of(graph.input(), "weights"), "sum"), manifest.calibration());
    BackgroundRows background = new BackgroundRows(new float[][] {{1, 2}, {100, 0}});
    return new ModelBundle(
            manifest,
            graph.toBytes(),
            forest.reference(),
            forest.card(),
            forest.goldenRows(),
            Optional.of(background))
        .write();
  }

  private static TreeEnsemble ensemble(int features, Random random) {
    Tree tree =
        new Tree(
            new int[] {random.nextInt(features), 0, 0},
            new float[] {100 * random.nextFloat(), 0, 0},
            new int[] {1, Tree.LEAF, Tree.LEAF},
            new int[] {2, Tree.LEAF, Tree.LEAF},
            new boolean[] {true, false, false},
            new float[] {0, -random.nextFloat(), random.nextFloat()},
            new double[] {100, 60, 40});
    return new TreeEnsemble(features, -0.25f, List.of(tree, tree));
  }

  private static float[][] rows(int features, Random random) {
    float[][] rows = new float[64][features];
    for (float[] row : rows) {
      for (int i = 0; i < features; i++) {
        row[i] = 100 * random.nextFloat();
      }
    }
    return rows;
  }
}
