package io.quittance.retraining.candidate;

import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.dataset.LabelledRows;

/// The folds of a job's search. They repeat in small what the evaluation does: later rows of unseen
/// accounts judge. Where too few rows would be held so, accounts alone divide.
final class JobFolds {

  /// Held rows of the rarer class below which a fold says nothing of a difference.
  private static final int LEAST_OF_CLASS = 20;

  private JobFolds() {}

  static Folds of(LabelledRows train, int count, long seed) {
    return isEnough(train, count)
        ? Folds.groupedInTime(
            train.accounts(), train.decidedAtMicros(), train.labels(), count, seed)
        : Folds.grouped(train.accounts(), train.labels(), count, seed);
  }

  /// Whether the last two fifths have enough of both classes; its first row must be later than
  /// those before it.
  private static boolean isEnough(LabelledRows train, int count) {
    int from = train.size() * 3 / 5;
    LabelledRows later = train.slice(from, train.size());
    int rarer = Math.min(later.positives(), later.size() - later.positives());
    long[] times = train.decidedAtMicros();
    return rarer >= LEAST_OF_CLASS * count && times[from] < times[times.length - 1];
  }
}
