package io.quittance.e2e.bench;

import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.laboratory.training.trees.XgboostJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// The models and rows to measure with. The models are trained once, before the measuring processes
/// start; these read them from a directory.
final class Workload {

  static final int FEATURES = 30;

  /// Model names, which have the form `TREESxDEPTH`.
  static final List<String> MODELS = List.of("300x6", "200x4");

  /// System property that names the directory of the models; each measurement runs in its own
  /// process.
  static final String DIRECTORY = "quittance.bench.models";

  private static final int TRAINING_ROWS = 20_000;
  private static final long SEED = 20_260_101;
  private static final double MISSING = 0.05;

  private Workload() {}

  /// Trains each model that is not in the directory yet, which takes a few seconds.
  static void prepare(Path directory) throws XGBoostError, IOException {
    float[] rows = rows(TRAINING_ROWS, SEED);
    DMatrix matrix = new DMatrix(rows, TRAINING_ROWS, FEATURES, Float.NaN);
    try {
      matrix.setLabel(labels(rows));
      for (String name : MODELS) {
        Path file = file(directory, name);
        if (!Files.exists(file)) {
          Booster booster = train(matrix, name);
          Files.write(file, booster.toByteArray("json"));
          booster.dispose();
        }
      }
    } finally {
      matrix.dispose();
    }
  }

  private static Booster train(DMatrix matrix, String name) throws XGBoostError {
    String[] parts = name.split("x", 2);
    Map<String, Object> parameters =
        Map.of(
            "objective",
            "binary:logistic",
            "tree_method",
            "hist",
            "max_depth",
            Integer.parseInt(parts[1]),
            "eta",
            0.1,
            "nthread",
            1,
            "seed",
            7,
            "verbosity",
            0);
    return XGBoost.train(matrix, parameters, Integer.parseInt(parts[0]), Map.of(), null, null);
  }

  private static Path file(Path directory, String name) {
    return directory.resolve(name + ".json");
  }

  private static byte[] stored(String name) throws IOException {
    return Files.readAllBytes(file(Path.of(System.getProperty(DIRECTORY, ".")), name));
  }

  /// Returns a model for XGBoost, on one thread.
  static Booster booster(String name) throws XGBoostError, IOException {
    Booster booster = XGBoost.loadModel(stored(name));
    booster.setParam("nthread", 1);
    return booster;
  }

  /// Returns the same model for Quittance.
  static TreeEnsemble ensemble(String name) throws IOException {
    int trees = Integer.parseInt(name.substring(0, name.indexOf('x')));
    return XgboostJson.read(stored(name), FEATURES, trees, CategoryEncodings.NONE);
  }

  /// Returns row-major values, 5 % of which are missing.
  static float[] rows(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] rows = new float[n * FEATURES];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextDouble() < MISSING ? Float.NaN : (float) random.nextGaussian();
    }
    return rows;
  }

  /// Draws labels from log odds with main effects, a threshold and interactions, so that trees find
  /// structure.
  private static float[] labels(float[] rows) {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    float[] labels = new float[rows.length / FEATURES];
    for (int i = 0; i < labels.length; i++) {
      float[] x = Arrays.copyOfRange(rows, i * FEATURES, (i + 1) * FEATURES);
      double odds = -0.7 + known(x[0]) - 0.6 * known(x[1]) + 0.8 * known(x[2]) * known(x[3]);
      odds += known(x[4]) > 0.5 ? 0.7 : 0;
      for (int f = 5; f < FEATURES; f++) {
        odds += 0.15 * known(x[f]) * (f % 3 - 1) + 0.1 * known(x[f]) * known(x[f - 1]);
      }
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
    }
    return labels;
  }

  private static double known(float value) {
    return Float.isNaN(value) ? 0 : value;
  }
}
