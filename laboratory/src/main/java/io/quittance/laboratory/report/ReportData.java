package io.quittance.laboratory.report;

import io.quittance.laboratory.evaluation.ModelFacts;
import io.quittance.laboratory.explain.CounterfactualRows;
import java.util.List;
import java.util.Optional;

/// The data of a report. Texts are plain; the report escapes them and omits sections without data.
///
/// @param facts facts that the model card also shows
/// @param shap contributions of features for some rows
/// @param importance importance of the features, in any order
/// @param partial partial dependence on individual features, most important first
/// @param counterfactuals smallest changes that would change the answer for some rows
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

  /// Contributions of each row; 200 to 1,000 rows are enough for a chart.
  ///
  /// @param features names of the columns
  /// @param categories categories of each column, by code; empty for a column of numbers
  /// @param values raw values, `[row][feature]`; `NaN` where missing
  /// @param contributions to the log odds, `[row][feature]`
  @SuppressWarnings("ArrayRecordComponent")
  public record ShapSummary(
      List<String> features,
      List<List<String>> categories,
      float[][] values,
      double[][] contributions) {

    /// @throws IllegalArgumentException when the sizes differ
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

  /// Importance of a feature.
  ///
  /// @param value for example the mean of |contribution|
  /// @param standardError 0 when unknown
  public record Importance(String feature, double value, double standardError) {}

  /// The mean prediction as one feature varies and all others keep their values.
  ///
  /// @param categories the name of each grid point; empty for a column of numbers
  /// @param grid values of the feature, increasing
  /// @param mean mean probability at each grid point
  /// @param low tenth percentile of the curves of individual rows
  /// @param high ninetieth percentile of those curves
  @SuppressWarnings("ArrayRecordComponent")
  public record PartialCurve(
      String feature,
      List<String> categories,
      double[] grid,
      double[] mean,
      double[] low,
      double[] high) {

    /// @throws IllegalArgumentException when the sizes differ
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
