package io.quittance.laboratory.training.trees;

import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;

/// Adds rounds until the validation loss has stopped falling for as many rounds as the patience
/// allows, or the maximum number of rounds is reached.
final class EarlyStopping {

  private EarlyStopping() {}

  /// Trains one more round with a library.
  ///
  /// @param <E> the exception that the library throws
  @FunctionalInterface
  interface Round<E extends Exception> {
    /// Returns the loss on the validation rows after this round, counted from 0; `NaN` when the
    /// library cannot add another round.
    double grow(int round) throws E;
  }

  /// Returns the best number of rounds to keep, at least 1.
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
