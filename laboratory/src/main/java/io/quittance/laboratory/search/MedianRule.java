package io.quittance.laboratory.search;

import java.util.List;

/// Gives a trial up early: when its mean loss over the folds so far is above the median of what the
/// completed trials before it had at the same fold (Golovin et al. 2017). Folds being the same rows
/// for all trials, the comparison is paired.
final class MedianRule {

  /// Fewer completed trials say too little.
  private static final int LEAST = 3;

  private MedianRule() {}

  /// @param folds how many the trial has been judged on
  /// @param mean its loss over them
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
