package io.quittance.laboratory.training.trees;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.TrainingFailedException;
import io.quittance.laboratory.training.dense.ElasticNet;
import io.quittance.laboratory.training.encoding.TargetEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The training that both LightGBM families share: one thread, row-wise histograms, and sums in a
/// fixed order. Native memory is released before a call returns.
final class Lightgbm {

  static final String VERSION = "lightgbm 4.3.0";

  /// Needed for predictions too: otherwise the library would change its thread count for all
  /// callers.
  private static final String ONE_THREAD = "num_threads=1";

  /// The slope to use when the trees rank the validation rows in reverse order.
  private static final double LEAST_SLOPE = 1e-3;

  private static final String TEMPORARY = "java.io.tmpdir";

  static {
    loadAlone();
  }

  private Lightgbm() {}

  /// In every process, the library unpacks itself to the same file names in the temporary
  /// directory, overwriting files that another process may have just mapped. It therefore gets a
  /// directory of its own for this process, which is deleted once the code is loaded.
  private static void loadAlone() {
    String temporary = System.getProperty(TEMPORARY);
    try {
      Path own = Files.createTempDirectory("lightgbm");
      try {
        System.setProperty(TEMPORARY, own.toString());
        LGBMBooster.loadNative();
      } finally {
        System.setProperty(TEMPORARY, temporary);
        try (Stream<Path> files = Files.walk(own)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack LightGBM", e);
    }
  }

  /// The settings of one family.
  ///
  /// @param family named in the model
  /// @param settings LightGBM parameters other than the fixed ones
  /// @param maxRounds maximum number of trees
  /// @param averaged whether the margin is a linear function of the sum of the trees, rather than
  ///   the sum itself
  record Recipe(Family family, Map<String, Object> settings, int maxRounds, boolean averaged) {}

  static FittedModel train(Recipe recipe, Trainer.Task task, Trainer.Progress progress) {
    Examples validation = task.validation();
    TargetEncoding encoding =
        TargetEncoding.learn(task.train(), ForestModel.KEPT_CODES, task.limits().seed());
    try {
      String text = grow(recipe, encoding, task, progress);
      Line line = recipe.averaged() ? fitted(text, encoding, validation) : Line.SAME;
      TreeEnsemble ensemble =
          LightgbmText.read(text, task.train().width(), line, encoding.lookups());
      return ForestModel.of(
          recipe.family(),
          task.parameters(),
          ensemble,
          encoding,
          validation,
          (values, rows) -> line.apply(sums(text, values, rows)));
    } catch (LGBMException e) {
      throw failed(e);
    }
  }

  private static String settings(Map<String, Object> own, Limits limits) {
    SortedMap<String, Object> settings = new TreeMap<>(own);
    settings.put("objective", "binary");
    settings.put("metric", "binary_logloss");
    settings.put("num_threads", 1);
    settings.put("deterministic", true);
    settings.put("force_row_wise", true);
    settings.put("seed", Long.hashCode(limits.seed()) & Integer.MAX_VALUE);
    settings.put("max_bin", limits.maxBin());
    settings.put("feature_pre_filter", false);
    settings.put("verbosity", -1);
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(" "));
  }

  /// Returns the text of the model up to its best round.
  private static String grow(
      Recipe recipe, TargetEncoding encoding, Trainer.Task task, Trainer.Progress progress)
      throws LGBMException {
    String settings = settings(recipe.settings(), task.limits());
    Examples train = task.train();
    Examples validation = task.validation();
    try (LGBMDataset learned =
            LGBMDataset.createFromMat(
                encoding.training(), train.size(), train.width(), true, settings, null);
        LGBMDataset held =
            LGBMDataset.createFromMat(
                encoding.encode(validation),
                validation.size(),
                validation.width(),
                true,
                settings,
                learned)) {
      label(learned, train);
      label(held, validation);
      try (LGBMBooster booster = LGBMBooster.create(learned, settings)) {
        booster.addValidData(held);
        int trees =
            EarlyStopping.<LGBMException>rounds(
                recipe.maxRounds(), task.limits(), progress, _ -> round(booster));
        return booster.saveModelToString(0, trees, FeatureImportanceType.SPLIT);
      }
    }
  }

  private static double round(LGBMBooster booster) throws LGBMException {
    boolean finished = booster.updateOneIter();
    return finished ? Double.NaN : booster.getEval(1)[0];
  }

  private static void label(LGBMDataset dataset, Examples rows) throws LGBMException {
    float[] labels = new float[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = rows.labels()[i] ? 1 : 0;
    }
    dataset.setField("label", labels);
    dataset.setField("weight", rows.weights());
  }

  /// Returns the line with the lowest log loss on the validation rows.
  private static Line fitted(String text, TargetEncoding encoding, Examples validation) {
    double[] sums = sums(text, encoding.encode(validation), validation.size());
    double mean = 1.0 / text.lines().filter(line -> line.startsWith("Tree=")).count();
    float[] means = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      means[i] = (float) (sums[i] * mean);
    }
    double[] solved =
        new ElasticNet(
                means,
                validation.labels(),
                validation.weights(),
                new ElasticNet.Penalty(1e-6, 0, true))
            .solve(Trainer.Progress.NONE);
    return new Line(Math.max(solved[0], LEAST_SLOPE) * mean, solved[1]);
  }

  /// A linear map from the sum of the trees to the margin.
  ///
  /// @param slope greater than 0
  record Line(double slope, double intercept) {

    static final Line SAME = new Line(1, 0);

    double[] apply(double[] sums) {
      double[] margins = new double[sums.length];
      for (int i = 0; i < sums.length; i++) {
        margins[i] = slope * sums[i] + intercept;
      }
      return margins;
    }
  }

  /// Returns the raw scores.
  private static double[] sums(String text, float[] values, int rows) {
    try (LGBMBooster booster = LGBMBooster.loadModelFromString(text)) {
      return booster.predictForMat(
          values,
          rows,
          values.length / rows,
          true,
          PredictionType.C_API_PREDICT_RAW_SCORE,
          ONE_THREAD);
    } catch (LGBMException e) {
      throw failed(e);
    }
  }

  private static TrainingFailedException failed(LGBMException e) {
    return new TrainingFailedException("LightGBM failed: " + e.getMessage(), e);
  }
}
