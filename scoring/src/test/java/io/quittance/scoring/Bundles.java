package io.quittance.scoring;

import io.quittance.core.bundle.ExplanationMethod;
import io.quittance.core.bundle.GoldenRows;
import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.bundle.ModelInputs;
import io.quittance.core.bundle.Provenance;
import io.quittance.core.bundle.TrainingRun;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.effect.LearntEffects;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.DriftReference;
import io.quittance.core.model.FeatureVersion;
import io.quittance.core.onnx.write.OnnxForestWriter;
import io.quittance.core.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Small real bundles over the standard catalogue.
public final class Bundles {

  private static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");

  private Bundles() {}

  /// A forest of random trees of that depth over all features; the same seed gives the same bytes.
  public static byte[] forest(long seed, int trees, int depth) {
    FeatureCatalogue catalogue = FeatureCatalogue.standard();
    List<FeatureVersion> schema =
        catalogue.definitions().stream()
            .map(d -> new FeatureVersion(d.name(), d.version()))
            .toList();
    SplittableRandom random = new SplittableRandom(seed);
    float[][] rows = rows(random, schema.size(), 400);
    List<Tree> grown = new ArrayList<>();
    for (int i = 0; i < trees; i++) {
      grown.add(tree(random, schema.size(), depth));
    }
    TreeEnsemble ensemble = new TreeEnsemble(schema.size(), 0.1f, grown).withCoversFrom(rows);
    Calibration calibration = new Calibration.Logistic(0.9f, -0.05f);
    return bundle(schema, ensemble, calibration, rows).write();
  }

  /// Such a forest with effects of treatments that were learnt.
  public static byte[] withEffects(long seed, LearntEffects effects) {
    return ModelBundle.read(forest(seed, 3, 3)).withEffects(effects).write();
  }

  private static ModelBundle bundle(
      List<FeatureVersion> schema, TreeEnsemble ensemble, Calibration calibration, float[][] rows) {
    FlatForest forest = FlatForest.compile(ensemble, calibration);
    double[] probabilities = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      probabilities[i] = forest.probability(forest.margin(rows[i]));
    }
    Manifest manifest =
        new Manifest(
            "payment-30d",
            null,
            new ModelInputs(schema, Map.of()),
            new Provenance(
                new TrainingRun("run-1", "trainer", TIME, rows.length, TIME, TIME),
                Sha256.hex("data".getBytes(StandardCharsets.UTF_8)),
                TIME,
                "0.1.0",
                "test"),
            "xgboost",
            calibration,
            ExplanationMethod.TREES,
            Map.of("auc", 0.7),
            Map.of());
    return new ModelBundle(
        manifest,
        OnnxForestWriter.write(ensemble, calibration),
        DriftReference.of(manifest.featureNames(), rows, probabilities),
        "# payment-30d\n",
        GoldenRows.of(forest, Arrays.copyOf(rows, 20)));
  }

  private static float[][] rows(SplittableRandom random, int features, int count) {
    float[][] rows = new float[count][features];
    for (float[] row : rows) {
      for (int f = 0; f < features; f++) {
        row[f] = random.nextDouble() < 0.05 ? Float.NaN : threshold(random, f, features);
      }
    }
    return rows;
  }

  /// Values where the features of real accounts lie: actions, then amounts, days and shares.
  private static float threshold(SplittableRandom random, int feature, int features) {
    if (feature == features - 1) {
      return random.nextInt(5);
    }
    return (float) StrictMath.exp(random.nextDouble() * 9 - 2);
  }

  private static Tree tree(SplittableRandom random, int features, int depth) {
    int inner = (1 << depth) - 1;
    int size = 2 * inner + 1;
    int[] feature = new int[size];
    float[] thresholds = new float[size];
    int[] left = new int[size];
    int[] right = new int[size];
    boolean[] missingLeft = new boolean[size];
    float[] value = new float[size];
    for (int node = 0; node < size; node++) {
      if (node < inner) {
        feature[node] = random.nextInt(4) == 0 ? features - 1 : random.nextInt(features);
        thresholds[node] = threshold(random, feature[node], features);
        left[node] = 2 * node + 1;
        right[node] = 2 * node + 2;
        missingLeft[node] = random.nextBoolean();
      } else {
        left[node] = Tree.LEAF;
        right[node] = Tree.LEAF;
        value[node] = (float) (random.nextDouble() * 0.2 - 0.1);
      }
    }
    return new Tree(feature, thresholds, left, right, missingLeft, value, new double[0]);
  }
}
