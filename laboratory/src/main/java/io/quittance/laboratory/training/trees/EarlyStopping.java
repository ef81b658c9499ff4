package io.quittance.laboratory.training.trees;

import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;

/// Grows round after round until the validation loss has not fallen for the patience, or the rounds
/// are used up.
final class EarlyStopping {

  private EarlyStopping() {}

  /// One more round of a library.
  ///
  /// @param <E> what the library throws
  @FunctionalInterface
  interface Round<E extends Exception> {
    /// The loss on the validation rows after this round, counted from 0; `NaN` when the library can
    /// grow no more.
    double grow(int round) throws E;
  }

  /// How many rounds are best kept, 1 or more.
  static <E extends Exception> int rounds(
      int maxRounds, Limits limits, Trainer.Progress progress, Round<E> growing) throws E {
    int best = 0;
    double bestLoss = Double.POSITIVE_INFINITY;
    for (int round = 0; round < maxRounds && round - best < limits.patience(); round++) {
      double loss = growing.grow(round);
      if (Double.isNaN(loss)) {
        break;
      }
      if (loss < bestLoss) {
        best = round;
        bestLoss = loss;
      }
      progress.round(round + 1);
    }
    return best + 1;
  }
}
