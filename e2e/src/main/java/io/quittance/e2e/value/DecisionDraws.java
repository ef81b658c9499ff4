package io.quittance.e2e.value;

import java.util.SplittableRandom;
import java.util.UUID;

/// Draws that depend on the decision alone.
final class DecisionDraws {

  private DecisionDraws() {}

  /// A number of [0, bound).
  static int below(int bound, UUID decisionId) {
    long seed = decisionId.getMostSignificantBits() ^ decisionId.getLeastSignificantBits();
    return new SplittableRandom(seed).nextInt(bound);
  }
}
