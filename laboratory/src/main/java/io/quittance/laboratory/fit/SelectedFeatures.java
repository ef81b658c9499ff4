package io.quittance.laboratory.fit;

import io.quittance.laboratory.explain.ImportanceSelection.Judged;
import io.quittance.laboratory.explain.ImportanceSelection.Verdict;
import io.quittance.laboratory.training.Family;
import java.util.List;

/// The verdict on which features are worth keeping.
///
/// @param family the family whose best parameters were fitted again with shadows
/// @param folds number of folds used
/// @param repeats number of shuffles of each feature in each fold
/// @param rows maximum number of held-out rows used per fold
/// @param atLeast share of all shuffles in which a feature must beat every shadow to be kept
/// @param features in column order; drops are in the area under the ROC curve
public record SelectedFeatures(
    Family family, int folds, int repeats, int rows, double atLeast, List<Judged> features) {

  public SelectedFeatures {
    features = List.copyOf(features);
  }

  /// Returns the names of the features to keep, in order.
  public List<String> kept() {
    return names(Verdict.KEEP);
  }

  /// Returns the names of the features to drop, in order.
  public List<String> dropped() {
    return names(Verdict.DROP);
  }

  private List<String> names(Verdict verdict) {
    return features.stream()
        .filter(judged -> judged.verdict() == verdict)
        .map(Judged::feature)
        .toList();
  }
}
