package io.quittance.e2e.value;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.metric.DeLong;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.laboratory.training.trees.XgboostJson;
import io.quittance.simulator.truth.AucCeiling;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// Two models trained on the same examples without offers: one knows the action taken and one, as
/// is usual, does not.
///
/// @param byAction model of P(payment | account, action)
/// @param byAccount model of P(payment | account), whatever the action
/// @param lower upper bound of the lowest third of the expected payment, probability × balance, in
///   the examples
/// @param upper lower bound of the highest third
record PropensityModels(FlatForest byAction, FlatForest byAccount, double lower, double upper) {

  private static final int TREES = 200;
  private static final int DEPTH = 4;

  /// How well the model ranks decisions that it was not trained on.
  ///
  /// @param rows number of test examples
  /// @param reached AUC of the model
  /// @param truth AUC of the true probabilities on the same examples
  /// @param expectedPositives sum of the true probabilities
  /// @param expected expected AUC of the true probabilities, which is the ceiling without the noise
  ///   of the labels
  record Ranking(
      long rows,
      long positives,
      double expectedPositives,
      DeLong.Auc reached,
      DeLong.Auc truth,
      double expected) {}

  static PropensityModels of(List<PilotExample> examples, int balance) throws XGBoostError {
    List<PilotExample> plain =
        examples.stream().filter(e -> !e.isContact() || e.offer() == Offer.REMINDER).toList();
    FlatForest byAction = train(plain, true);
    FlatForest byAccount = train(plain, false);
    double[] expected =
        examples.stream()
            .mapToDouble(e -> probability(byAccount, e.features()) * e.features()[balance])
            .sorted()
            .toArray();
    return new PropensityModels(
        byAction, byAccount, expected[expected.length / 3], expected[2 * expected.length / 3]);
  }

  private static FlatForest train(List<PilotExample> examples, boolean action) throws XGBoostError {
    int features = examples.getFirst().features().length;
    float[] rows = new float[examples.size() * features];
    float[] labels = new float[examples.size()];
    for (int i = 0; i < labels.length; i++) {
      float[] row = examples.get(i).features();
      System.arraycopy(row, 0, rows, i * features, features);
      if (!action) {
        rows[(i + 1) * features - 1] = Float.NaN;
      }
      labels[i] = examples.get(i).paid() ? 1 : 0;
    }
    DMatrix matrix = new DMatrix(rows, labels.length, features, Float.NaN);
    try {
      matrix.setLabel(labels);
      var booster = XGBoost.train(matrix, PARAMETERS, TREES, Map.of(), null, null);
      byte[] json = booster.toByteArray("json");
      booster.dispose();
      return FlatForest.compile(
          XgboostJson.read(json, features, TREES, CategoryEncodings.NONE), Calibration.IDENTITY);
    } finally {
      matrix.dispose();
    }
  }

  private static final Map<String, Object> PARAMETERS =
      Map.of(
          "objective",
          "binary:logistic",
          "tree_method",
          "hist",
          "max_depth",
          DEPTH,
          "eta",
          0.05,
          "min_child_weight",
          20,
          "nthread",
          2,
          "seed",
          7,
          "verbosity",
          0);

  Map<Action, Double> probabilities(FeatureVector features) {
    Map<Action, Double> probabilities = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      probabilities.put(action, probability(byAction, features.withAction(action).toArray()));
    }
    return probabilities;
  }

  /// Returns P(payment | account).
  double propensity(FeatureVector features) {
    return probability(byAccount, features.toArray());
  }

  /// @param examples examples of another portfolio; those with an offer other than a reminder are
  ///   excluded
  Ranking rank(List<PilotExample> examples) {
    List<PilotExample> unseen =
        examples.stream().filter(e -> !e.isContact() || e.offer() == Offer.REMINDER).toList();
    double[] scores =
        unseen.stream().mapToDouble(e -> probability(byAction, e.features())).toArray();
    double[] truth = unseen.stream().mapToDouble(PilotExample::truth).toArray();
    boolean[] labels = new boolean[unseen.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = unseen.get(i).paid();
    }
    return new Ranking(
        labels.length,
        unseen.stream().filter(PilotExample::paid).count(),
        Arrays.stream(truth).sum(),
        DeLong.auc(scores, labels),
        DeLong.auc(truth, labels),
        AucCeiling.expected(truth));
  }

  private static double probability(FlatForest forest, float[] row) {
    return forest.probability(forest.margin(row));
  }
}
