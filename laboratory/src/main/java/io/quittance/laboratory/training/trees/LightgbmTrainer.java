package io.quittance.laboratory.training.trees;

import io.quittance.laboratory.training.Dimension;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Parameters;
import io.quittance.laboratory.training.SearchSpace;
import io.quittance.laboratory.training.Trainer;
import java.util.List;
import java.util.Map;

/// Trains gradient boosted trees with LightGBM, which splits the leaf with the largest gain, up to
/// the maximum depth.
public final class LightgbmTrainer implements Trainer {

  private static final int FEWEST_LEAVES = 2;
  private static final int MOST_LEAVES = 127;

  @Override
  public Family family() {
    return Family.LIGHTGBM;
  }

  @Override
  public String framework() {
    return Lightgbm.VERSION;
  }

  @Override
  public SearchSpace space(Limits limits) {
    return new SearchSpace(
        List.of(
            new Dimension.Whole(
                "leaves", Math.min(4, mostLeaves(limits)), mostLeaves(limits), true),
            new Dimension.Real("eta", 0.02, 0.3, true),
            new Dimension.Whole("min-leaf-rows", 5, 200, true),
            new Dimension.Real("subsample", 0.5, 1, false),
            new Dimension.Real("colsample", 0.4, 1, false),
            new Dimension.Real("lambda", 0.1, 50, true)));
  }

  @Override
  public Parameters defaults(Limits limits) {
    return Parameters.of(
        Map.of(
            "leaves", (double) Math.min(15, mostLeaves(limits)),
            "eta", 0.1,
            "min-leaf-rows", 20.0,
            "subsample", 0.8,
            "colsample", 0.8,
            "lambda", 1.0));
  }

  private static int mostLeaves(Limits limits) {
    return Math.clamp(1L << limits.maxDepth(), FEWEST_LEAVES, MOST_LEAVES);
  }

  @Override
  public FittedModel train(Task task, Progress progress) {
    Parameters parameters = task.parameters();
    Limits limits = task.limits();
    Map<String, Object> settings =
        Map.of(
            "boosting", "gbdt",
            "num_leaves", Math.min(parameters.whole("leaves"), mostLeaves(limits)),
            "max_depth", limits.maxDepth(),
            "learning_rate", parameters.number("eta"),
            "min_data_in_leaf", parameters.whole("min-leaf-rows"),
            "bagging_fraction", parameters.number("subsample"),
            "bagging_freq", 1,
            "feature_fraction", parameters.number("colsample"),
            "lambda_l2", parameters.number("lambda"));
    return Lightgbm.train(
        new Lightgbm.Recipe(family(), settings, limits.maxRounds(), false), task, progress);
  }
}
