package io.quittance.retraining.training;

import io.quittance.core.model.TreeEnsemble;
import io.quittance.retraining.dataset.LabelledRows;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// Gradient boosted trees by XGBoost's histogram method, one thread a training so that trainings
/// run beside each other without spinning, and so that sums are added in one order.
public final class XgboostForestTrainer implements ForestTrainer {

  private static final String METRIC = "logloss:";

  @Override
  public String family() {
    return "xgboost 3.0.4";
  }

  @Override
  public TrainedForest train(
      LabelledRows train, LabelledRows validation, Settings settings, Progress progress) {
    try (Matrix learned = Matrix.labelled(train);
        Matrix held = Matrix.labelled(validation)) {
      return grow(train, learned.matrix, held.matrix, settings, progress);
    } catch (XGBoostError e) {
      throw new TrainingFailedException("XGBoost failed: " + e.getMessage(), e);
    }
  }

  private static TrainedForest grow(
      LabelledRows train, DMatrix learned, DMatrix held, Settings settings, Progress progress)
      throws XGBoostError {
    Booster booster =
        XGBoost.train(
            learned, parameters(train, settings), 0, Map.of("validation", held), null, null);
    DMatrix[] watched = {held};
    String[] names = {"validation"};
    int best = 0;
    double bestLoss = Double.POSITIVE_INFINITY;
    for (int round = 0;
        round < settings.maxTrees() && round - best < settings.patience();
        round++) {
      booster.update(learned, round);
      double loss = logLoss(booster.evalSet(watched, names, round));
      if (loss < bestLoss) {
        best = round;
        bestLoss = loss;
      }
      progress.round(round + 1);
    }
    int trees = best + 1;
    TreeEnsemble ensemble = XgboostJson.read(booster.toByteArray("json"), train.width(), trees);
    return new TrainedForest(settings, ensemble, bestLoss, rows -> margins(booster, rows, trees));
  }

  private static Map<String, Object> parameters(LabelledRows train, Settings settings) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("objective", "binary:logistic");
    parameters.put("eval_metric", "logloss");
    parameters.put("tree_method", "hist");
    parameters.put("nthread", 1);
    parameters.put("seed", settings.seed());
    parameters.put("base_score", (float) train.positives() / train.size());
    parameters.put("max_depth", settings.maxDepth());
    parameters.put("eta", settings.eta());
    parameters.put("min_child_weight", settings.minChildWeight());
    parameters.put("subsample", settings.subsample());
    parameters.put("max_bin", settings.maxBin());
    parameters.put("verbosity", 0);
    return parameters;
  }

  private static double logLoss(String evaluation) throws XGBoostError {
    int at = evaluation.lastIndexOf(METRIC);
    if (at < 0) {
      throw new XGBoostError("no log loss in its evaluation: " + evaluation);
    }
    return Double.parseDouble(evaluation.substring(at + METRIC.length()).strip());
  }

  private static float[] margins(Booster booster, LabelledRows rows, int trees) {
    try (Matrix matrix = Matrix.of(rows)) {
      float[][] predicted = booster.predict(matrix.matrix, true, trees);
      float[] margins = new float[predicted.length];
      for (int i = 0; i < margins.length; i++) {
        margins[i] = predicted[i][0];
      }
      return margins;
    } catch (XGBoostError e) {
      throw new TrainingFailedException("XGBoost failed: " + e.getMessage(), e);
    }
  }

  /// Native memory that is given back at the end of a block.
  private record Matrix(DMatrix matrix) implements AutoCloseable {

    static Matrix of(LabelledRows rows) throws XGBoostError {
      return new Matrix(new DMatrix(rows.values(), rows.size(), rows.width(), Float.NaN));
    }

    static Matrix labelled(LabelledRows rows) throws XGBoostError {
      Matrix matrix = of(rows);
      float[] labels = new float[rows.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = rows.labels()[i] ? 1 : 0;
      }
      matrix.matrix.setLabel(labels);
      return matrix;
    }

    @Override
    public void close() {
      matrix.dispose();
    }
  }
}
