package io.quittance.laboratory.dataset;

import java.util.HashSet;
import java.util.List;

/// One input of a model.
///
/// @param name unique among the columns
/// @param categories the possible values of a categorical column, in the order of their codes;
///   empty for a numeric column. Any other value is treated as missing
public record Column(String name, List<String> categories) {

  /// @throws IllegalArgumentException when a category occurs twice
  public Column {
    categories = List.copyOf(categories);
    if (new HashSet<>(categories).size() != categories.size()) {
      throw new IllegalArgumentException("column " + name + " has a duplicate category");
    }
  }

  /// Returns a numeric column.
  public static Column numeric(String name) {
    return new Column(name, List.of());
  }

  /// Returns whether the values are category codes.
  public boolean categorical() {
    return !categories.isEmpty();
  }
}
