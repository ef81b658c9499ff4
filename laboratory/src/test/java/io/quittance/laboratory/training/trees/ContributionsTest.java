package io.quittance.laboratory.training.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.quittance.core.explain.Explanation;
import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.Precision;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.treeshap.TreeShap;
import io.quittance.laboratory.SyntheticExamples;
import io.quittance.laboratory.dataset.Examples;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Exact contributions against the libraries' own, on rows with 5 % missing values.
final class ContributionsTest {

  private static final int TRAINED = 5_000;
  private static final int EXPLAINED = 200;
  private static final double AS_THE_LIBRARY = 1e-5;
  private static final double ADDED_UP = 1e-6;

  private final Examples rows = SyntheticExamples.of(TRAINED, 5);
  private final int width = rows.width();

  @ParameterizedTest
  @CsvSource({"3, 100", "4, 100", "6, 100", "8, 50", "14, 20"})
  void areXgboostsOwn(int depth, int trees) throws Exception {
    Booster booster = xgboost(trees, Map.of("max_depth", depth, "min_child_weight", 0.1));

    TreeEnsemble ensemble = xgboostEnsemble(booster, trees);
    assertEquals(depth, ensemble.maxDepth());
    assertTrue(depth <= 10 || ensemble.trees().getFirst().size() > 129);
    assertSame(xgboostContributions(booster), ensemble);
    booster.dispose();
  }

  @Test
  void areXgboostsOwnWhereEachTreeIsOneLeaf() throws Exception {
    Booster booster = xgboost(5, Map.of("max_depth", 4, "gamma", 1e9));

    TreeEnsemble ensemble = xgboostEnsemble(booster, 5);
    assertEquals(0, ensemble.maxDepth());
    assertSame(xgboostContributions(booster), ensemble);
    booster.dispose();
  }

  @ParameterizedTest
  @CsvSource({"7, 20, 100", "31, 20, 100", "255, 2, 20"})
  void areLightgbmsOwn(int leaves, int rowsInLeaf, int trees) throws Exception {
    String text = lightgbm("num_leaves=" + leaves + " min_data_in_leaf=" + rowsInLeaf, trees);

    TreeEnsemble ensemble =
        LightgbmText.read(text, width, Lightgbm.Line.SAME, CategoryEncodings.NONE);
    assertTrue(leaves < 100 || ensemble.maxDepth() > 10);
    assertSame(lightgbmContributions(text), ensemble);
  }

  @Test
  void areLightgbmsOwnWhereEachTreeIsOneLeaf() throws Exception {
    String text = lightgbm("min_data_in_leaf=" + TRAINED, 1);

    TreeEnsemble ensemble =
        LightgbmText.read(text, width, Lightgbm.Line.SAME, CategoryEncodings.NONE);
    assertEquals(0, ensemble.maxDepth());
    assertSame(lightgbmContributions(text), ensemble);
  }

  /// @param expected per row a contribution a feature, then the base value
  private void assertSame(double[][] expected, TreeEnsemble ensemble) {
    TreeShap shap = TreeShap.of(ensemble);
    TreeEnsemble summedInDouble =
        new TreeEnsemble(
            width,
            ensemble.baseValue(),
            ensemble.trees(),
            CategoryEncodings.NONE,
            Precision.DOUBLE);
    double furthest = 0;
    double gap = 0;
    for (int i = 0; i < EXPLAINED; i++) {
      float[] row = Arrays.copyOfRange(rows.values(), i * width, (i + 1) * width);
      Explanation explanation = shap.explain(row);
      for (int f = 0; f < width; f++) {
        furthest = Math.max(furthest, Math.abs(expected[i][f] - explanation.contributions()[f]));
      }
      furthest = Math.max(furthest, Math.abs(expected[i][width] - explanation.baseValue()));
      gap = Math.max(gap, Math.abs(explanation.margin() - summedInDouble.margin(row)));
      assertEquals(ensemble.margin(row), explanation.margin(), AS_THE_LIBRARY);
    }
    assertEquals(0, furthest, AS_THE_LIBRARY);
    assertEquals(0, gap, ADDED_UP);
  }

  private Booster xgboost(int trees, Map<String, Object> own) throws Exception {
    Map<String, Object> settings = new HashMap<>(own);
    settings.put("objective", "binary:logistic");
    settings.put("tree_method", "hist");
    settings.put("eta", 0.1);
    settings.put("nthread", 1);
    settings.put("verbosity", 0);
    DMatrix matrix = new DMatrix(rows.values(), TRAINED, width, Float.NaN);
    try {
      matrix.setLabel(labels());
      return XGBoost.train(matrix, settings, trees, Map.of(), null, null);
    } finally {
      matrix.dispose();
    }
  }

  private TreeEnsemble xgboostEnsemble(Booster booster, int trees) throws Exception {
    return XgboostJson.read(booster.toByteArray("json"), width, trees, CategoryEncodings.NONE);
  }

  private double[][] xgboostContributions(Booster booster) throws Exception {
    DMatrix matrix =
        new DMatrix(Arrays.copyOf(rows.values(), EXPLAINED * width), EXPLAINED, width, Float.NaN);
    try {
      float[][] own = booster.predictContrib(matrix, 0);
      double[][] contributions = new double[EXPLAINED][width + 1];
      for (int i = 0; i < EXPLAINED; i++) {
        for (int f = 0; f <= width; f++) {
          contributions[i][f] = own[i][f];
        }
      }
      return contributions;
    } finally {
      matrix.dispose();
    }
  }

  private String lightgbm(String own, int trees) throws Exception {
    MethodHandles.lookup().ensureInitialized(Lightgbm.class);
    String settings =
        "objective=binary num_threads=1 deterministic=true force_row_wise=true verbosity=-1 "
            + "feature_pre_filter=false "
            + own;
    try (LGBMDataset dataset =
        LGBMDataset.createFromMat(rows.values(), TRAINED, width, true, settings, null)) {
      dataset.setField("label", labels());
      try (LGBMBooster booster = LGBMBooster.create(dataset, settings)) {
        for (int round = 0; round < trees; round++) {
          booster.updateOneIter();
        }
        return booster.saveModelToString(0, trees, FeatureImportanceType.SPLIT);
      }
    }
  }

  private double[][] lightgbmContributions(String text) throws Exception {
    try (LGBMBooster booster = LGBMBooster.loadModelFromString(text)) {
      double[] own =
          booster.predictForMat(
              Arrays.copyOf(rows.values(), EXPLAINED * width),
              EXPLAINED,
              width,
              true,
              PredictionType.C_API_PREDICT_CONTRIB,
              "num_threads=1");
      double[][] contributions = new double[EXPLAINED][];
      for (int i = 0; i < EXPLAINED; i++) {
        contributions[i] = Arrays.copyOfRange(own, i * (width + 1), (i + 1) * (width + 1));
      }
      return contributions;
    }
  }

  private float[] labels() {
    float[] labels = new float[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = rows.labels()[i] ? 1 : 0;
    }
    return labels;
  }
}
