package io.quittance.simulator.behaviour;

import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.Action;

/// How a debtor answers contact: hidden, but what is seen of an account says something about it.
/// The effects are added to the log of the payment hazard.
public enum ResponseSegment {
  /// Pays without being asked; contact and offers change nothing.
  SELF_CURER(0.45, 0, 0, 0, 0, 0, 0),
  /// Pays when called, hardly otherwise.
  CALL_RESPONDER(-0.35, 0.15, 0.1, 0.25, 1.25, 0.30, 0.45),
  /// Pays when written to electronically.
  DIGITAL_RESPONDER(-0.15, 0.1, 0.75, 0.95, 0.2, 0.20, 0.35),
  /// Is put off by calls.
  CONTACT_AVERSE(0.0, 0.35, 0.1, -0.15, -0.8, 0.05, 0.30);

  private static final double PLAN_IN_HARDSHIP = 0.35;

  private final double base;
  private final double letter;
  private final double email;
  private final double sms;
  private final double call;
  private final double plan;
  private final double settlement;

  ResponseSegment(
      double base,
      double letter,
      double email,
      double sms,
      double call,
      double plan,
      double settlement) {
    this.base = base;
    this.letter = letter;
    this.email = email;
    this.sms = sms;
    this.call = call;
    this.plan = plan;
    this.settlement = settlement;
  }

  /// Such as `self-curer`.
  public String wireName() {
    return WireNames.of(this);
  }

  double base() {
    return base;
  }

  /// The effect of a contact with what it says. In hardship a plan helps more, except whom nothing
  /// moves.
  double effect(Treatment treatment, boolean hardship) {
    double offer =
        switch (treatment.offer()) {
          case PAYMENT_PLAN -> plan + (hardship && plan > 0 ? PLAN_IN_HARDSHIP : 0);
          case SETTLEMENT -> settlement;
          case NONE, REMINDER, HARDSHIP_ROUTE, SPECIALIST, HUMAN_REVIEW -> 0;
        };
    return effect(treatment.action()) + offer;
  }

  private double effect(Action action) {
    return switch (action) {
      case NO_CONTACT -> 0;
      case LETTER -> letter;
      case EMAIL -> email;
      case SMS -> sms;
      case CALL -> call;
    };
  }

  /// Draws a segment for what is visible of an account at placement. Of the four weights, each but
  /// the first grows with one visible property, so a model can learn whom to call.
  ///
  /// @param u uniform in [0, 1)
  /// @param lateness standardised log of days past due
  /// @param size standardised log of the balance
  /// @param utilisation standardised utilisation of the limit
  public static ResponseSegment drawn(double u, double lateness, double size, double utilisation) {
    double[] weights = {
      0.22 * StrictMath.exp(-0.9 * lateness),
      0.33 * StrictMath.exp(0.9 * size),
      0.28 * StrictMath.exp(-0.9 * size),
      0.17 * StrictMath.exp(0.9 * utilisation)
    };
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double left = u * total;
    for (int i = 0; i < weights.length - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return values()[i];
      }
    }
    return CONTACT_AVERSE;
  }
}
