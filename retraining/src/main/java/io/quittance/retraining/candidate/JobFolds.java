package io.quittance.retraining.candidate;

import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.dataset.LabelledRows;

/// Builds the folds of a job's search. Each fold evaluates like the final evaluation: on later rows
/// of unseen accounts. Where that would hold out too few rows, folds divide by account alone.
final class JobFolds {

  /// Fewest held-out rows of the rarer class per fold; with fewer, a difference means nothing.
  private static final int LEAST_OF_CLASS = 20;

  private JobFolds() {}

  static Folds of(LabelledRows train, int count, long seed) {
    return isEnough(train, count)
        ? Folds.groupedInTime(
            train.accounts(), train.decidedAtMicros(), train.labels(), count, seed)
        : Folds.grouped(train.accounts(), train.labels(), count, seed);
  }

  /// Returns whether the last two fifths have enough rows of both classes and do not all share one
  /// instant.
  private static boolean isEnough(LabelledRows train, int count) {
    int from = train.size() * 3 / 5;
    LabelledRows later = train.slice(from, train.size());
    int rarer = Math.min(later.positives(), later.size() - later.positives());
    long[] times = train.decidedAtMicros();
    return rarer >= LEAST_OF_CLASS * count && times[from] < times[times.length - 1];
  }
}
