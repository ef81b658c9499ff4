package io.quittance.laboratory.search;

import io.quittance.laboratory.sampling.Observation;
import io.quittance.laboratory.sampling.Point;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One point and its outcome.
///
/// @param index from 0, in the order of suggestion
/// @param foldLosses weighted log loss on the held-out rows of each fold it reached
/// @param logLoss their mean; `NaN` when the trial failed
/// @param rounds mean number of trees or epochs over these folds
/// @param took total duration of its trainings
/// @param reason why it failed; null otherwise
public record Trial(
    int index,
    Point point,
    State state,
    List<Double> foldLosses,
    double logLoss,
    int rounds,
    Duration took,
    @Nullable String reason) {

  public Trial {
    foldLosses = List.copyOf(foldLosses);
  }

  /// How a trial ended.
  public enum State {
    /// Judged on all folds.
    COMPLETED,
    /// Pruned after some folds, because it was worse there than half of the earlier completed
    /// trials.
    PRUNED,
    /// The library failed to train it.
    FAILED
  }

  /// Returns what the sampler learns from the trial.
  ///
  /// @param folds number of folds of the search
  Observation observed(int folds) {
    return state == State.FAILED
        ? new Observation(point, folds + 1, Double.POSITIVE_INFINITY)
        : new Observation(point, folds - foldLosses.size(), logLoss);
  }

  boolean completed() {
    return state == State.COMPLETED;
  }
}
