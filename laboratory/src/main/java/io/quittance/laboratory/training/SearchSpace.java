package io.quittance.laboratory.training;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The parameters that a search over one family may vary.
///
/// @param dimensions in a fixed order, which affects the meaning of a seed
public record SearchSpace(List<Dimension> dimensions) {

  /// @throws IllegalArgumentException when two dimensions have the same name
  public SearchSpace {
    dimensions = List.copyOf(dimensions);
    Set<String> names = new HashSet<>();
    for (Dimension dimension : dimensions) {
      if (!names.add(dimension.name())) {
        throw new IllegalArgumentException(dimension.name() + " occurs twice as a dimension");
      }
    }
  }
}
