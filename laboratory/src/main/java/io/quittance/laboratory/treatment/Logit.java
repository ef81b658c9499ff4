package io.quittance.laboratory.treatment;

/// Log odds.
final class Logit {

  private Logit() {}

  /// Returns the probability of log odds.
  static double probability(double margin) {
    return 1 / (1 + StrictMath.exp(-margin));
  }
}
