package io.quittance.laboratory.training;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What may be varied when a family is searched.
///
/// @param dimensions in a fixed order, which is part of the meaning of a seed
public record SearchSpace(List<Dimension> dimensions) {

  /// @throws IllegalArgumentException when two dimensions share a name
  public SearchSpace {
    dimensions = List.copyOf(dimensions);
    Set<String> names = new HashSet<>();
    for (Dimension dimension : dimensions) {
      if (!names.add(dimension.name())) {
        throw new IllegalArgumentException(dimension.name() + " is a dimension twice");
      }
    }
  }
}
