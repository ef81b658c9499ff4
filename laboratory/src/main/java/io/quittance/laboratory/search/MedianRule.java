package io.quittance.laboratory.search;

import java.util.List;

/// Prunes a trial early when its mean loss over the folds so far is above the median of the earlier
/// completed trials over the same folds (Golovin et al. 2017). All trials use the same rows in each
/// fold, so the comparison is paired.
final class MedianRule {

  /// With fewer completed trials, the median is not meaningful.
  private static final int LEAST = 3;

  private MedianRule() {}

  /// @param folds number of folds on which the trial has been judged
  /// @param mean its mean loss over them
  /// @param before finished trials
  static boolean givesUp(int folds, double mean, List<Trial> before) {
    double[] theirs =
        before.stream()
            .filter(Trial::completed)
            .mapToDouble(
                trial ->
                    trial.foldLosses().subList(0, folds).stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow())
            .sorted()
            .toArray();
    if (theirs.length < LEAST) {
      return false;
    }
    int middle = theirs.length / 2;
    double median =
        theirs.length % 2 == 1 ? theirs[middle] : (theirs[middle - 1] + theirs[middle]) / 2;
    return mean > median;
  }
}
