package io.quittance.laboratory.training;

/// Limits that apply to every training, whatever its parameters.
///
/// @param maxRounds maximum number of trees of a boosted forest, or of epochs of a network
/// @param patience rounds without a lower log loss after which training stops
/// @param maxDepth maximum depth of a tree, 1..10; shallow trees keep the explanation of each
///   decision fast
/// @param maxBin number of histogram borders per feature, at least 2
/// @param seed of all random numbers
public record Limits(int maxRounds, int patience, int maxDepth, int maxBin, long seed) {

  public Limits {
    if (maxRounds < 1 || patience < 1 || maxBin < 2) {
      throw new IllegalArgumentException("rounds and patience must be at least 1, bins at least 2");
    }
    if (maxDepth < 1 || maxDepth > 10) {
      throw new IllegalArgumentException("depth must be from 1 to 10, but is " + maxDepth);
    }
  }
}
