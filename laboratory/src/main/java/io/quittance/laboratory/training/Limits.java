package io.quittance.laboratory.training;

/// What bounds every training, whatever its parameters.
///
/// @param maxRounds trees of a boosted forest, or epochs of a network, at most
/// @param patience rounds without a lower log loss before a training stops
/// @param maxDepth of a tree, 1..10; shallow trees keep the explanation of each decision fast
/// @param maxBin borders per feature of a histogram, 2 or more
/// @param seed of everything drawn
public record Limits(int maxRounds, int patience, int maxDepth, int maxBin, long seed) {

  public Limits {
    if (maxRounds < 1 || patience < 1 || maxBin < 2) {
      throw new IllegalArgumentException("rounds and patience need 1 or more, bins 2 or more");
    }
    if (maxDepth < 1 || maxDepth > 10) {
      throw new IllegalArgumentException("depth must lie in 1..10, was " + maxDepth);
    }
  }
}
