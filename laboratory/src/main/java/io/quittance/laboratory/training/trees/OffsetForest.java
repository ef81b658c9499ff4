package io.quittance.laboratory.training.trees;

import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.TrainingFailedException;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// Trains gradient boosted trees with a fixed number of trees: of a number, or of a binary outcome
/// when a part of the log odds is already known:
///
/// logit P(label) = offset + base + Σ trees(row).
///
/// The trees learn what the offset leaves unexplained. No row has to be kept back. Columns are read
/// as numbers; a categorical column must hold few codes. Stateless and thread-safe; a training uses
/// one thread and gives the same trees every time.
public final class OffsetForest {

  private OffsetForest() {}

  /// The size of a forest.
  ///
  /// @param trees number of trees, at least 1
  /// @param depth maximum depth of a tree, at least 1
  /// @param rate learning rate, in (0, 1]
  /// @param leastWeight least sum of p · (1 − p) in a leaf, at least 0
  /// @param seed of the sampling of columns and rows
  public record Size(int trees, int depth, double rate, double leastWeight, long seed) {

    public Size {
      if (trees < 1 || depth < 1 || !(rate > 0 && rate <= 1) || !(leastWeight >= 0)) {
        throw new IllegalArgumentException(
            "trees and depth must be at least 1, the rate in (0, 1], the least weight at least 0");
      }
    }
  }

  /// Trains a forest. Its margins do not include the offsets.
  ///
  /// @param offsets the known part of the log odds, one for each row
  /// @throws IllegalArgumentException when there are no rows, or not one offset for each
  /// @throws TrainingFailedException when XGBoost fails
  public static TreeEnsemble train(Examples rows, double[] offsets, Size size) {
    if (rows.size() == 0 || offsets.length != rows.size()) {
      throw new IllegalArgumentException(
          "expected one offset for each of at least one row, got %d for %d"
              .formatted(offsets.length, rows.size()));
    }
    float share = Math.clamp((rows.positives() + 0.5f) / (rows.size() + 1), 1e-4f, 1 - 1e-4f);
    return boost(rows, labels(rows), margins(offsets, share), "binary:logistic", share, size);
  }

  /// Trains a forest on a numeric target with squared loss. Its margin is the prediction.
  ///
  /// @param targets one for each row; near 0 on average, because trees begin at 0
  /// @throws IllegalArgumentException when there are no rows, or not one target for each
  /// @throws TrainingFailedException when XGBoost fails
  public static TreeEnsemble regress(Examples rows, float[] targets, Size size) {
    if (rows.size() == 0 || targets.length != rows.size()) {
      throw new IllegalArgumentException(
          "expected one target for each of at least one row, got %d for %d"
              .formatted(targets.length, rows.size()));
    }
    // The reader takes the base score for a probability: that of one half adds 0 to the margin.
    return boost(rows, targets, new float[rows.size()], "reg:squarederror", 0.5f, size);
  }

  private static TreeEnsemble boost(
      Examples rows, float[] labels, float[] margins, String objective, float base, Size size) {
    try {
      DMatrix matrix = new DMatrix(rows.values(), rows.size(), rows.width(), Float.NaN);
      try {
        matrix.setLabel(labels);
        matrix.setWeight(rows.weights());
        matrix.setBaseMargin(margins);
        Booster booster =
            XGBoost.train(
                matrix, settings(objective, size, base), size.trees(), Map.of(), null, null);
        try {
          byte[] json = booster.toByteArray("json");
          return XgboostJson.read(json, rows.width(), size.trees(), CategoryEncodings.NONE);
        } finally {
          booster.dispose();
        }
      } finally {
        matrix.dispose();
      }
    } catch (XGBoostError e) {
      throw new TrainingFailedException("XGBoost failed: " + e.getMessage(), e);
    }
  }

  private static float[] labels(Examples rows) {
    float[] labels = new float[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = rows.labels()[i] ? 1 : 0;
    }
    return labels;
  }

  /// XGBoost replaces its base score by these margins, so they contain it.
  private static float[] margins(double[] offsets, double share) {
    float base = (float) StrictMath.log(share / (1 - share));
    float[] margins = new float[offsets.length];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = base + (float) offsets[i];
    }
    return margins;
  }

  private static Map<String, Object> settings(String objective, Size size, float base) {
    return Map.ofEntries(
        Map.entry("objective", objective),
        Map.entry("tree_method", "hist"),
        Map.entry("base_score", base),
        Map.entry("max_depth", size.depth()),
        Map.entry("eta", size.rate()),
        Map.entry("min_child_weight", size.leastWeight()),
        Map.entry("subsample", 0.8),
        Map.entry("colsample_bytree", 0.8),
        Map.entry("nthread", 1),
        Map.entry("seed", size.seed()),
        Map.entry("verbosity", 0));
  }
}
