package io.quittance.laboratory.quality;

import java.util.List;

/// A column in the form that the quality rules read.
///
/// @param values one per row; `NaN` is missing, a category is its code
/// @param categories empty for a numeric column
/// @param min smallest plausible value; negative infinity when there is no limit
/// @param max largest plausible value; positive infinity when there is no limit
@SuppressWarnings("ArrayRecordComponent")
public record QualityColumn(
    String name, float[] values, List<String> categories, double min, double max) {

  public QualityColumn {
    categories = List.copyOf(categories);
  }

  /// Returns a numeric column without a range.
  public static QualityColumn numeric(String name, float[] values) {
    return new QualityColumn(
        name, values, List.of(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /// Returns a column of category codes.
  public static QualityColumn categorical(String name, float[] values, List<String> categories) {
    return new QualityColumn(
        name, values, categories, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  boolean isCategorical() {
    return !categories.isEmpty();
  }
}
