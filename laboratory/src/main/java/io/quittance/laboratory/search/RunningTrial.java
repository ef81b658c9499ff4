package io.quittance.laboratory.search;

import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.sampling.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A running trial. Folds may finish in any order, but are counted in fold order. Guarded by the
/// lock of its search, except for the flag that it is over.
final class RunningTrial {

  private final int index;
  private final Point point;
  private final int folds;
  private final @Nullable Judged[] judged;
  private final List<Judged> accepted = new ArrayList<>();
  private int started;
  private volatile boolean over;

  RunningTrial(int index, Point point, int folds) {
    this.index = index;
    this.point = point;
    this.folds = folds;
    this.judged = new Judged[folds];
  }

  int index() {
    return index;
  }

  Point point() {
    return point;
  }

  /// Returns whether the trial's outcome is known, so that folds still running are not needed. May
  /// be called without the lock.
  boolean over() {
    return over;
  }

  void end() {
    over = true;
  }

  /// Returns whether the next fold is certain to count, because all folds before it have been
  /// accepted.
  boolean isNextCertain() {
    return started == accepted.size();
  }

  /// Returns the next fold to train, if one is left.
  int start() {
    return started++;
  }

  boolean hasUnstarted() {
    return started < folds;
  }

  void put(int fold, Judged outcome) {
    judged[fold] = outcome;
    started = Math.max(started, fold + 1);
  }

  /// Returns the next outcome in fold order, if available.
  @Nullable Judged accept() {
    if (accepted.size() == folds) {
      return null;
    }
    Judged next = judged[accepted.size()];
    if (next != null) {
      accepted.add(next);
    }
    return next;
  }

  /// Returns the number of outcomes counted so far.
  int accepted() {
    return accepted.size();
  }

  boolean isComplete() {
    return accepted.size() == folds;
  }

  /// Returns the mean loss of the accepted folds.
  double mean() {
    return accepted.stream().mapToDouble(Judged::logLoss).average().orElse(Double.NaN);
  }

  Trial finished(Trial.State state, @Nullable String reason) {
    List<Judged> counted = accepted.stream().filter(one -> one.failure() == null).toList();
    return new Trial(
        index,
        point,
        state,
        counted.stream().map(Judged::logLoss).toList(),
        state == Trial.State.FAILED ? Double.NaN : mean(),
        (int) Math.round(counted.stream().mapToInt(Judged::rounds).average().orElse(0)),
        accepted.stream().map(Judged::took).reduce(Duration.ZERO, Duration::plus),
        reason);
  }

  /// Returns the margins of all held-out rows, as [OutOfFold] computes them; null when some are not
  /// in memory.
  double @Nullable [] outOfFold(Folds division, int rows) {
    double[][] margins = new double[folds][];
    for (int i = 0; i < folds; i++) {
      double[] held = accepted.get(i).margins();
      if (held == null) {
        return null;
      }
      margins[i] = held;
    }
    return OutOfFold.assemble(margins, division, rows);
  }
}
