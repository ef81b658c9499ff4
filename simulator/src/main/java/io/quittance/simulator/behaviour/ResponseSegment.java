package io.quittance.simulator.behaviour;

import io.quittance.core.text.WireNames;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;

/// How a debtor responds to contact. The segment is hidden but correlates with observable
/// properties of the account. Its effects are added to the logarithm of the payment hazard.
public enum ResponseSegment {
  /// Pays without being asked; contact and offers have no effect.
  SELF_CURER(0.45, 0, 0, 0, 0, 0, 0),
  /// Pays when called, rarely otherwise.
  CALL_RESPONDER(-0.35, 0.15, 0.1, 0.25, 1.25, 0.30, 0.45),
  /// Pays after electronic messages.
  DIGITAL_RESPONDER(-0.15, 0.1, 0.75, 0.95, 0.2, 0.20, 0.35),
  /// Pays less when called.
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

  /// Returns the name in files, such as `self-curer`.
  public String wireName() {
    return WireNames.of(this);
  }

  double base() {
    return base;
  }

  /// Returns the effect of a treatment. In hardship a payment plan helps more, except for segments
  /// that offers do not move.
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

  /// Draws a segment from the observable properties of an account at placement. Each of the four
  /// weights depends on one of them, so a model can learn whom to call.
  ///
  /// @param u uniform in [0, 1)
  /// @param lateness standardized logarithm of the days past due
  /// @param size standardized logarithm of the balance
  /// @param utilisation standardized utilisation of the limit
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
