package io.quittance.laboratory.quality;

import io.quittance.core.model.DriftReference;
import io.quittance.core.model.FeatureReference;
import java.util.List;
import java.util.Map;

/// The properties of a column in trusted data.
///
/// @param missingShare in [0, 1]
/// @param categories empty when the column is numeric or the categories are unknown
public record QualityBaseline(String name, double missingShare, List<String> categories) {

  public QualityBaseline {
    categories = List.copyOf(categories);
  }

  /// Returns the baseline of the data that a model was trained on.
  ///
  /// @param categories by feature, in the form used by the manifest
  public static List<QualityBaseline> of(
      DriftReference reference, Map<String, List<String>> categories) {
    return reference.features().stream()
        .map(feature -> of(feature, reference.rows(), categories))
        .toList();
  }

  private static QualityBaseline of(
      FeatureReference feature, long rows, Map<String, List<String>> categories) {
    return new QualityBaseline(
        feature.name(),
        rows == 0 ? 0 : (double) feature.missing() / rows,
        categories.getOrDefault(feature.name(), List.of()));
  }

  /// Returns the baseline given by another sample.
  public static List<QualityBaseline> of(List<QualityColumn> columns) {
    return columns.stream()
        .map(
            column ->
                new QualityBaseline(
                    column.name(), missingShare(column.values()), column.categories()))
        .toList();
  }

  static double missingShare(float[] values) {
    int missing = 0;
    for (float value : values) {
      missing += Float.isNaN(value) ? 1 : 0;
    }
    return values.length == 0 ? 0 : (double) missing / values.length;
  }
}
