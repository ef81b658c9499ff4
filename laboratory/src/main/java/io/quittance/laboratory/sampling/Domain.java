package io.quittance.laboratory.sampling;

import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Parameters;
import io.quittance.laboratory.training.SearchSpace;
import io.quittance.laboratory.training.Trainer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Everything that a search may try. The family is the root choice, and each family has its own
/// dimensions.
///
/// @param branches in a fixed order, which affects the meaning of a seed
public record Domain(List<Branch> branches) {

  /// @throws IllegalArgumentException when there is no family, or a family occurs twice
  public Domain {
    branches = List.copyOf(branches);
    Set<Family> families = new HashSet<>();
    for (Branch branch : branches) {
      if (!families.add(branch.family)) {
        throw new IllegalArgumentException(branch.family.slug() + " is listed twice");
      }
    }
    if (branches.isEmpty()) {
      throw new IllegalArgumentException("a search needs at least one family");
    }
  }

  /// One family.
  record Branch(Family family, SearchSpace space, Parameters defaults) {}

  public static Domain of(List<Trainer> trainers, Limits limits) {
    return new Domain(
        trainers.stream()
            .map(
                trainer ->
                    new Branch(trainer.family(), trainer.space(limits), trainer.defaults(limits)))
            .toList());
  }
}
