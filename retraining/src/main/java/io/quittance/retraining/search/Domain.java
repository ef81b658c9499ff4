package io.quittance.retraining.search;

import io.quittance.retraining.training.Family;
import io.quittance.retraining.training.Limits;
import io.quittance.retraining.training.Parameters;
import io.quittance.retraining.training.SearchSpace;
import io.quittance.retraining.training.Trainer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Everything that a search may try: the family is the root choice, and each family has dimensions
/// of its own.
///
/// @param branches in a fixed order, which is part of the meaning of a seed
record Domain(List<Branch> branches) {

  /// @throws IllegalArgumentException when there is no family, or one twice
  Domain {
    branches = List.copyOf(branches);
    Set<Family> families = new HashSet<>();
    for (Branch branch : branches) {
      if (!families.add(branch.family)) {
        throw new IllegalArgumentException(branch.family.slug() + " is listed twice");
      }
    }
    if (branches.isEmpty()) {
      throw new IllegalArgumentException("a search needs a family");
    }
  }

  /// One family.
  record Branch(Family family, SearchSpace space, Parameters defaults) {}

  static Domain of(List<Trainer> trainers, Limits limits) {
    return new Domain(
        trainers.stream()
            .map(
                trainer ->
                    new Branch(trainer.family(), trainer.space(limits), trainer.defaults(limits)))
            .toList());
  }
}
