package io.quittance.laboratory.training.trees;

import io.quittance.core.forest.TreeEnsemble;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.Dimension;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Parameters;
import io.quittance.laboratory.training.SearchSpace;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.TrainingFailedException;
import io.quittance.laboratory.training.encoding.TargetEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// Trains gradient boosted trees with XGBoost's histogram method. Each training uses one thread, so
/// that concurrent trainings do not spin and sums are added in a fixed order.
public final class XgboostTrainer implements Trainer {

  private static final String METRIC = "logloss:";

  @Override
  public Family family() {
    return Family.XGBOOST;
  }

  @Override
  public String framework() {
    return "xgboost 3.0.4";
  }

  @Override
  public SearchSpace space(Limits limits) {
    return new SearchSpace(
        List.of(
            new Dimension.Whole(
                "max-depth", Math.min(2, limits.maxDepth()), limits.maxDepth(), false),
            new Dimension.Real("eta", 0.02, 0.3, true),
            new Dimension.Real("min-child-weight", 1, 100, true),
            new Dimension.Real("subsample", 0.5, 1, false),
            new Dimension.Real("colsample", 0.4, 1, false),
            new Dimension.Real("lambda", 0.1, 50, true),
            new Dimension.Real("gamma", 0, 5, false)));
  }

  @Override
  public Parameters defaults(Limits limits) {
    return Parameters.of(
        Map.of(
            "max-depth", (double) Math.min(4, limits.maxDepth()),
            "eta", 0.1,
            "min-child-weight", 5.0,
            "subsample", 0.8,
            "colsample", 0.8,
            "lambda", 1.0,
            "gamma", 0.0));
  }

  @Override
  public FittedModel train(Task task, Progress progress) {
    Examples train = task.train();
    Examples validation = task.validation();
    Parameters parameters = task.parameters();
    Limits limits = task.limits();
    TargetEncoding encoding = TargetEncoding.learn(train, ForestModel.KEPT_CODES, limits.seed());
    try (Matrix learned = Matrix.labelled(encoding.training(), train);
        Matrix held = Matrix.labelled(encoding.encode(validation), validation)) {
      Grown grown =
          grow(
              learned.matrix,
              held.matrix,
              settings(TargetEncoding.share(train), parameters, limits),
              limits,
              progress);
      TreeEnsemble ensemble =
          XgboostJson.read(grown.json, train.width(), grown.trees, encoding.lookups());
      return ForestModel.of(
          family(),
          parameters,
          ensemble,
          encoding,
          validation,
          (values, rows) -> margins(grown, values, rows));
    } catch (XGBoostError e) {
      throw failed(e);
    }
  }

  /// @param model the booster in a form from which it can be restored
  /// @param json the same booster in XGBoost's readable form
  /// @param trees the number of its trees that count
  @SuppressWarnings("ArrayRecordComponent")
  private record Grown(byte[] model, byte[] json, int trees) {}

  private static Grown grow(
      DMatrix learned,
      DMatrix held,
      Map<String, Object> parameters,
      Limits limits,
      Progress progress)
      throws XGBoostError {
    Booster booster = XGBoost.train(learned, parameters, 0, Map.of("validation", held), null, null);
    try {
      DMatrix[] watched = {held};
      String[] names = {"validation"};
      int trees =
          EarlyStopping.<XGBoostError>rounds(
              limits.maxRounds(),
              limits,
              progress,
              round -> {
                booster.update(learned, round);
                return logLoss(booster.evalSet(watched, names, round));
              });
      return new Grown(booster.toByteArray("ubj"), booster.toByteArray("json"), trees);
    } finally {
      booster.dispose();
    }
  }

  private static Map<String, Object> settings(double share, Parameters parameters, Limits limits) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("objective", "binary:logistic");
    settings.put("eval_metric", "logloss");
    settings.put("tree_method", "hist");
    settings.put("nthread", 1);
    settings.put("seed", limits.seed());
    settings.put("base_score", (float) share);
    settings.put("max_depth", Math.min(parameters.whole("max-depth"), limits.maxDepth()));
    settings.put("eta", parameters.number("eta"));
    settings.put("min_child_weight", parameters.number("min-child-weight"));
    settings.put("subsample", parameters.number("subsample"));
    settings.put("colsample_bytree", parameters.number("colsample"));
    settings.put("lambda", parameters.number("lambda"));
    settings.put("gamma", parameters.number("gamma"));
    settings.put("max_bin", limits.maxBin());
    settings.put("verbosity", 0);
    return settings;
  }

  private static double logLoss(String evaluation) throws XGBoostError {
    int at = evaluation.lastIndexOf(METRIC);
    if (at < 0) {
      throw new XGBoostError("the evaluation contains no log loss: " + evaluation);
    }
    String figure = evaluation.substring(at + METRIC.length()).strip();
    try {
      return Double.parseDouble(figure);
    } catch (NumberFormatException e) {
      throw new XGBoostError("the log loss is not a number: " + figure, e);
    }
  }

  private static double[] margins(Grown grown, float[] values, int rows) {
    try (Matrix matrix = Matrix.of(values, rows, values.length / rows)) {
      Booster booster = XGBoost.loadModel(grown.model);
      try {
        booster.setParam("nthread", 1);
        float[][] predicted = booster.predict(matrix.matrix, true, grown.trees);
        double[] margins = new double[rows];
        for (int i = 0; i < rows; i++) {
          margins[i] = predicted[i][0];
        }
        return margins;
      } finally {
        booster.dispose();
      }
    } catch (XGBoostError e) {
      throw failed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrainingFailedException failed(XGBoostError e) {
    return new TrainingFailedException("XGBoost failed: " + e.getMessage(), e);
  }

  /// Native memory that is released at the end of a block.
  private record Matrix(DMatrix matrix) implements AutoCloseable {

    static Matrix of(float[] values, int rows, int width) throws XGBoostError {
      return new Matrix(new DMatrix(values, rows, width, Float.NaN));
    }

    static Matrix labelled(float[] values, Examples rows) throws XGBoostError {
      Matrix matrix = of(values, rows.size(), rows.width());
      float[] labels = new float[rows.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = rows.labels()[i] ? 1 : 0;
      }
      matrix.matrix.setLabel(labels);
      matrix.matrix.setWeight(rows.weights());
      return matrix;
    }

    @Override
    public void close() {
      matrix.dispose();
    }
  }
}
