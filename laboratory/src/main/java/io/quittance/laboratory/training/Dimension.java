package io.quittance.laboratory.training;

import java.util.List;

/// One dimension of a search space.
public sealed interface Dimension {

  /// Returns the name: unique within the space, in kebab case.
  String name();

  /// Real numbers from `low` to `high`.
  ///
  /// @param logarithmic whether equal ratios, rather than equal differences, are equally likely
  record Real(String name, double low, double high, boolean logarithmic) implements Dimension {
    public Real {
      if (!(low < high) || logarithmic && !(low > 0)) {
        throw new IllegalArgumentException(name + " has no range");
      }
    }
  }

  /// Whole numbers from `low` to `high`, inclusive.
  ///
  /// @param logarithmic whether equal ratios, rather than equal differences, are equally likely
  record Whole(String name, int low, int high, boolean logarithmic) implements Dimension {
    public Whole {
      if (low > high || logarithmic && low < 1) {
        throw new IllegalArgumentException(name + " has no range");
      }
    }
  }

  /// One of a few unordered values.
  record Choice(String name, List<Double> values) implements Dimension {
    public Choice {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException(name + " has no values");
      }
    }
  }
}
