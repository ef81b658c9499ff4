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

/// Trains bagged trees with LightGBM's `rf` mode. Each tree sees a share of the rows and, at each
/// split, a share of the columns.
///
/// Each leaf holds one Newton step of the log loss, starting at the margin of all rows. The mean
/// over the trees is therefore linear in the mean share of positive rows in the leaves, and it
/// ranks rows as a vote does. The margin is the linear function of that mean with the lowest log
/// loss on the validation rows, so that log losses of different families can be compared. The slope
/// and intercept are folded into the leaves and the base value.
public final class RandomForestTrainer implements Trainer {

  private static final int MOST_TREES = 100;

  @Override
  public Family family() {
    return Family.RANDOM_FOREST;
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
                "max-depth", Math.min(4, limits.maxDepth()), limits.maxDepth(), false),
            new Dimension.Whole("min-leaf-rows", 2, 200, true),
            new Dimension.Real("subsample", 0.3, 0.9, false),
            new Dimension.Real("colsample", 0.2, 0.9, false)));
  }

  @Override
  public Parameters defaults(Limits limits) {
    return Parameters.of(
        Map.of(
            "max-depth", (double) limits.maxDepth(),
            "min-leaf-rows", 20.0,
            "subsample", 0.632,
            "colsample", 0.5));
  }

  @Override
  public FittedModel train(Task task, Progress progress) {
    Parameters parameters = task.parameters();
    Limits limits = task.limits();
    int depth = Math.min(parameters.whole("max-depth"), limits.maxDepth());
    Map<String, Object> settings =
        Map.of(
            "boosting",
            "rf",
            "num_leaves",
            1 << depth,
            "max_depth",
            depth,
            "min_data_in_leaf",
            parameters.whole("min-leaf-rows"),
            "bagging_fraction",
            parameters.number("subsample"),
            "bagging_freq",
            1,
            "feature_fraction_bynode",
            parameters.number("colsample"));
    return Lightgbm.train(
        new Lightgbm.Recipe(family(), settings, Math.min(MOST_TREES, limits.maxRounds()), true),
        task,
        progress);
  }
}
