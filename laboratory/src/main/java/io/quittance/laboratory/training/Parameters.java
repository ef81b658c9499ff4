package io.quittance.laboratory.training;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One point of a search space: a value for each dimension, by name.
///
/// @param values finite numbers in the order of their names
public record Parameters(SortedMap<String, Double> values) {

  /// @throws IllegalArgumentException when a value is not finite
  public Parameters {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    for (Map.Entry<String, Double> entry : values.entrySet()) {
      if (!Double.isFinite(entry.getValue())) {
        throw new IllegalArgumentException(entry.getKey() + " is not finite");
      }
    }
  }

  /// Creates parameters from a map in any order.
  public static Parameters of(Map<String, Double> values) {
    return new Parameters(new TreeMap<>(values));
  }

  /// Returns the value of a dimension.
  ///
  /// @throws IllegalArgumentException when no dimension has this name
  public double number(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("there is no parameter " + name);
    }
    return value;
  }

  /// Returns the value of a dimension of whole numbers.
  public int whole(String name) {
    return Math.toIntExact(Math.round(number(name)));
  }

  /// Returns all values in words: `eta 0.1, max-depth 4`.
  public String words() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + " " + shortened(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String shortened(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return Long.toString((long) value);
    }
    return Double.toString(Double.parseDouble(String.format(java.util.Locale.ROOT, "%.4g", value)));
  }
}
