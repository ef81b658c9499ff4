package io.quittance.laboratory.report;

import io.quittance.laboratory.evaluation.ModelFacts;
import io.quittance.laboratory.explain.CounterfactualRows;
import java.util.List;
import java.util.Optional;

/// What a report shows. Texts are plain, the report escapes them; a section without data is left
/// out.
///
/// @param facts what the model card tells too
/// @param shap contributions of features for some rows
/// @param importance of features, in any order
/// @param partial how the prediction depends on single features, most important first
/// @param counterfactuals what would change the answer for some rows
public record ReportData(
    ModelFacts facts,
    Optional<ShapSummary> shap,
    List<Importance> importance,
    List<PartialCurve> partial,
    Optional<CounterfactualRows> counterfactuals) {

  public ReportData {
    importance = List.copyOf(importance);
    partial = List.copyOf(partial);
  }

  /// Contributions row by row; 200 to 1,000 rows make a good picture.
  ///
  /// @param features names of the columns
  /// @param categories of each column, by code; empty for a column of numbers
  /// @param values raw, `[row][feature]`, `NaN` where missing
  /// @param contributions to the log odds, `[row][feature]`
  @SuppressWarnings("ArrayRecordComponent")
  public record ShapSummary(
      List<String> features,
      List<List<String>> categories,
      float[][] values,
      double[][] contributions) {

    /// @throws IllegalArgumentException when the sizes do not fit each other
    public ShapSummary {
      features = List.copyOf(features);
      categories = List.copyOf(categories);
      if (categories.size() != features.size() || values.length != contributions.length) {
        throw new IllegalArgumentException("features, values and contributions differ in size");
      }
      for (int row = 0; row < values.length; row++) {
        if (values[row].length != features.size() || contributions[row].length != features.size()) {
          throw new IllegalArgumentException("row " + row + " has another number of features");
        }
      }
    }
  }

  /// How much a feature matters.
  ///
  /// @param value such as the mean of |contribution|
  /// @param standardError 0 where it is unknown
  public record Importance(String feature, double value, double standardError) {}

  /// The mean prediction as one feature varies and all others stay as they are.
  ///
  /// @param categories the name of each grid point; empty for a column of numbers
  /// @param grid values of the feature, increasing
  /// @param mean probability at each
  /// @param low the tenth percentile of the rows' own curves
  /// @param high the ninetieth
  @SuppressWarnings("ArrayRecordComponent")
  public record PartialCurve(
      String feature,
      List<String> categories,
      double[] grid,
      double[] mean,
      double[] low,
      double[] high) {

    /// @throws IllegalArgumentException when the sizes do not fit each other
    public PartialCurve {
      categories = List.copyOf(categories);
      if (mean.length != grid.length
          || low.length != grid.length
          || high.length != grid.length
          || (!categories.isEmpty() && categories.size() != grid.length)) {
        throw new IllegalArgumentException("the points of " + feature + " differ in number");
      }
    }
  }
}
