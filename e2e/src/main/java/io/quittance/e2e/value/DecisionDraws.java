package io.quittance.e2e.value;

import java.util.SplittableRandom;
import java.util.UUID;

/// Random draws that depend only on the decision.
final class DecisionDraws {

  private DecisionDraws() {}

  /// Returns a number in [0, bound).
  static int below(int bound, UUID decisionId) {
    return below(bound, decisionId.getMostSignificantBits() ^ decisionId.getLeastSignificantBits());
  }

  /// Returns a number in [0, bound).
  ///
  /// @param seed bits of a decision's id
  static int below(int bound, long seed) {
    return new SplittableRandom(seed).nextInt(bound);
  }
}
