package io.quittance.laboratory.dataset;

import java.util.HashSet;
import java.util.List;

/// One input of a model.
///
/// @param name unique within the examples
/// @param categories the values a categorical column may have, in the order of their codes; empty
///   for a numeric column. A value that is not among them is missing
public record Column(String name, List<String> categories) {

  /// @throws IllegalArgumentException when a category is listed twice
  public Column {
    categories = List.copyOf(categories);
    if (new HashSet<>(categories).size() != categories.size()) {
      throw new IllegalArgumentException("column " + name + " lists a category twice");
    }
  }

  /// A column of numbers.
  public static Column numeric(String name) {
    return new Column(name, List.of());
  }

  /// Whether the values are codes of categories.
  public boolean categorical() {
    return !categories.isEmpty();
  }
}
