package io.quittance.simulator.behaviour;

import io.quittance.core.vocabulary.Channel;

/// What a contact may do to the person, per attempt.
///
/// @param complaint probability of a complaint
/// @param optOut probability that the debtor refuses the channel
/// @param distressMinor what the contact itself costs the person's welfare, minor units
public record Harm(double complaint, double optOut, double distressMinor) {

  /// No contact, no harm.
  public static final Harm NONE = new Harm(0, 0, 0);

  /// What a complaint costs everybody's welfare, minor units.
  public static final double COMPLAINT_MINOR = 10_000;

  /// What an opt-out costs, minor units: the way to the debtor that is lost.
  public static final double OPT_OUT_MINOR = 1_000;

  private static final double AVERSE = 3;

  /// Expected cost to welfare, minor units.
  public double welfareMinor() {
    return distressMinor + complaint * COMPLAINT_MINOR + optOut * OPT_OUT_MINOR;
  }

  public static Harm of(ResponseSegment segment, Channel channel) {
    boolean averse = segment == ResponseSegment.CONTACT_AVERSE;
    double factor = averse ? AVERSE : 1;
    return switch (channel) {
      case CALL -> new Harm(0.003 * factor, 0.003 * factor, averse ? 300 : 30);
      case SMS -> new Harm(0.002 * factor, 0.004 * factor, averse ? 40 : 10);
      case EMAIL -> new Harm(0.001 * factor, 0.004 * factor, averse ? 20 : 5);
      case LETTER -> new Harm(0.001 * factor, 0.0005 * factor, averse ? 10 : 5);
    };
  }
}
