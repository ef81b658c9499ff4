package io.quittance.laboratory.search;

import io.quittance.laboratory.sampling.Point;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One point and what became of it.
///
/// @param index from 0, in the order of suggestion
/// @param foldLosses weighted log loss on the held rows of each fold it got to
/// @param logLoss the mean of them; `NaN` when it failed
/// @param rounds mean of trees or epochs over these folds
/// @param took time of its trainings, summed
/// @param reason why it failed, null otherwise
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
    /// On all folds.
    COMPLETED,
    /// Given up after some folds: worse there than half of the completed trials before it.
    PRUNED,
    /// The library could not train it.
    FAILED
  }

  boolean completed() {
    return state == State.COMPLETED;
  }
}
