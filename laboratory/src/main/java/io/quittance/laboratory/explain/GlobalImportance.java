package io.quittance.laboratory.explain;

import io.quittance.core.explain.Explanation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Measures how much each feature moves the margin over many rows: the mean absolute contribution
/// (Lundberg et al. 2020) in log odds.
public final class GlobalImportance {

  private GlobalImportance() {}

  /// One feature, measured over all rows.
  ///
  /// @param meanAbsolute mean of |contribution|, never negative
  /// @param mean mean of the signed contributions
  /// @param share share of the total of all features' mean absolute contributions, in [0, 1]
  public record Importance(String feature, double meanAbsolute, double mean, double share) {}

  /// Returns the features, most important first; ties are in the order of the names.
  ///
  /// @param names one per contribution of an explanation
  /// @param explanations read once; at least one
  /// @throws IllegalArgumentException when there is no explanation or the lengths differ
  public static List<Importance> of(List<String> names, Iterable<Explanation> explanations) {
    double[] absolute = new double[names.size()];
    double[] signed = new double[names.size()];
    long rows = 0;
    for (Explanation explanation : explanations) {
      double[] contributions = explanation.contributions();
      if (contributions.length != names.size()) {
        throw new IllegalArgumentException("names and contributions differ in length");
      }
      for (int j = 0; j < contributions.length; j++) {
        absolute[j] += Math.abs(contributions[j]);
        signed[j] += contributions[j];
      }
      rows++;
    }
    if (rows == 0) {
      throw new IllegalArgumentException("there are no explanations");
    }
    double total = 0;
    for (double sum : absolute) {
      total += sum;
    }
    List<Importance> importances = new ArrayList<>();
    for (int j = 0; j < absolute.length; j++) {
      double share = total > 0 ? absolute[j] / total : 0;
      importances.add(new Importance(names.get(j), absolute[j] / rows, signed[j] / rows, share));
    }
    importances.sort(Comparator.comparingDouble(Importance::meanAbsolute).reversed());
    return List.copyOf(importances);
  }
}
