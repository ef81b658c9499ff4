package io.quittance.simulator.behaviour;

import io.quittance.core.vocabulary.Channel;

/// Expected harm of one contact attempt to the debtor.
///
/// @param complaint probability of a complaint
/// @param optOut probability that the debtor opts out of the channel
/// @param distressMinor welfare cost of the contact itself, minor units
public record Harm(double complaint, double optOut, double distressMinor) {

  /// No contact, no harm.
  public static final Harm NONE = new Harm(0, 0, 0);

  /// Welfare cost of a complaint, minor units.
  public static final double COMPLAINT_MINOR = 10_000;

  /// Welfare cost of an opt-out, minor units: a way to reach the debtor is lost.
  public static final double OPT_OUT_MINOR = 1_000;

  private static final double AVERSE_FACTOR = 3;

  /// Returns the expected welfare cost in minor units.
  public double welfareMinor() {
    return distressMinor + complaint * COMPLAINT_MINOR + optOut * OPT_OUT_MINOR;
  }

  public static Harm of(ResponseSegment segment, Channel channel) {
    boolean averse = segment == ResponseSegment.CONTACT_AVERSE;
    double factor = averse ? AVERSE_FACTOR : 1;
    return switch (channel) {
      case CALL -> new Harm(0.003 * factor, 0.003 * factor, averse ? 300 : 30);
      case SMS -> new Harm(0.002 * factor, 0.004 * factor, averse ? 40 : 10);
      case EMAIL -> new Harm(0.001 * factor, 0.004 * factor, averse ? 20 : 5);
      case LETTER -> new Harm(0.001 * factor, 0.0005 * factor, averse ? 10 : 5);
    };
  }
}
