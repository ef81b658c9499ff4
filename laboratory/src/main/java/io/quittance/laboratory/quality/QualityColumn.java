package io.quittance.laboratory.quality;

import java.util.List;

/// One column as the quality rules see it.
///
/// @param values one per row; `NaN` is missing, a category is its code
/// @param categories empty for numbers
/// @param min smallest value that makes sense; negative infinity for none
/// @param max largest value that makes sense; positive infinity for none
@SuppressWarnings("ArrayRecordComponent")
public record QualityColumn(
    String name, float[] values, List<String> categories, double min, double max) {

  public QualityColumn {
    categories = List.copyOf(categories);
  }

  /// Numbers of any size.
  public static QualityColumn numeric(String name, float[] values) {
    return new QualityColumn(
        name, values, List.of(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /// Codes of categories.
  public static QualityColumn categorical(String name, float[] values, List<String> categories) {
    return new QualityColumn(
        name, values, categories, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  boolean isCategorical() {
    return !categories.isEmpty();
  }
}
