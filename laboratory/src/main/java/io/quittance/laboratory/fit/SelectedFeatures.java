package io.quittance.laboratory.fit;

import io.quittance.laboratory.explain.ImportanceSelection.Judged;
import io.quittance.laboratory.explain.ImportanceSelection.Verdict;
import io.quittance.laboratory.training.Family;
import java.util.List;

/// Which features earn their place.
///
/// @param family whose best parameters were fitted again with shadows
/// @param folds that judged
/// @param repeats shufflings of each feature in each fold
/// @param rows the most held rows that a fold judged on
/// @param atLeast share of all shufflings in which a kept feature beats every shadow
/// @param features in the order of the columns; drops are of the area under the ROC curve
public record SelectedFeatures(
    Family family, int folds, int repeats, int rows, double atLeast, List<Judged> features) {

  public SelectedFeatures {
    features = List.copyOf(features);
  }

  /// Names of the features to keep, in order.
  public List<String> kept() {
    return names(Verdict.KEEP);
  }

  /// Names of the others, in order.
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
