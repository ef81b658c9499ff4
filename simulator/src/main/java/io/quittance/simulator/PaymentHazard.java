package io.quittance.simulator;

import io.quittance.core.event.Action;

/// The law by which accounts pay, and its consequence in closed form.
///
/// On each day an account pays with probability 1 − exp(−exp(η)/30), a complementary log-log model:
/// η is linear in the lateness, utilisation and size of the account, its habit of paying, its
/// hidden willingness and the effect of the treatment in force. A payment is a token below the
/// label's share with probability [#TOKEN], and is reversed [#REVERSAL_LAG] days later with
/// probability [#REVERSED].
final class PaymentHazard {

  /// Days of the label's horizon.
  static final int HORIZON = 30;

  /// Share of the payments that are too small to count.
  static final double TOKEN = 0.10;

  /// Share of the other payments that bounce.
  static final double REVERSED = 0.03;

  /// Days until a payment bounces.
  static final int REVERSAL_LAG = 5;

  private static final double HABIT_DAYS = 40;
  private static final double HARDSHIP = -0.7;
  private static final double STANDSTILL = -2.5;

  private final SimulationConfig config;

  PaymentHazard(SimulationConfig config) {
    this.config = config;
  }

  /// What moves the hazard of an account on a day.
  ///
  /// @param daysSincePayment days since the last payment that counts, large when there is none
  /// @param standstill whether a dispute, bankruptcy or death holds payments up
  record Standing(
      int daysPastDue,
      long balanceMinor,
      long limitMinor,
      int daysSincePayment,
      double willingness,
      Segment segment,
      boolean hardship,
      boolean standstill) {

    double lateness() {
      return lateness(daysPastDue);
    }

    double size() {
      return size(balanceMinor);
    }

    double utilisation() {
      return utilisation(balanceMinor, limitMinor);
    }

    /// Standardised log of days past due.
    static double lateness(double daysPastDue) {
      return (StrictMath.log(1 + daysPastDue) - 4.0) / 0.8;
    }

    /// Standardised log of the balance, bounded to ±2.5.
    static double size(double balanceMinor) {
      return Math.clamp((StrictMath.log(Math.max(1, balanceMinor)) - 11.3) / 0.9, -2.5, 2.5);
    }

    /// Standardised utilisation of the limit, bounded to ±2.5.
    static double utilisation(double balanceMinor, double limitMinor) {
      double share = limitMinor <= 0 ? 1 : balanceMinor / limitMinor;
      return Math.clamp((share - 0.6) / 0.3, -2.5, 2.5);
    }

    /// The same account some days later, when it has not paid.
    Standing later(int days) {
      return new Standing(
          daysPastDue + days,
          balanceMinor,
          limitMinor,
          daysSincePayment + days,
          willingness,
          segment,
          hardship,
          standstill);
    }
  }

  /// Probability that any payment arrives on the day.
  double daily(Standing standing, Action inForce, int day) {
    return -StrictMath.expm1(-StrictMath.exp(eta(standing, inForce, day)) / HORIZON);
  }

  /// Probability that the payments of the 30 days from `day` on, less reversals, reach the label's
  /// share, if the treatment stays in force and no new status is reported.
  double withinHorizon(Standing standing, Action inForce, int day) {
    double none = 1;
    for (int offset = 0; offset < HORIZON; offset++) {
      double pays = daily(standing.later(offset), inForce, day + offset) * (1 - TOKEN);
      boolean bouncesInTime = offset + REVERSAL_LAG < HORIZON;
      none *= 1 - pays * (bouncesInTime ? 1 - REVERSED : 1);
    }
    return 1 - none;
  }

  private double eta(Standing standing, Action inForce, int day) {
    double habit = StrictMath.exp(-standing.daysSincePayment() / HABIT_DAYS);
    double eta = standing.segment().base() + standing.segment().effect(inForce);
    eta += 0.55 * standing.willingness();
    if (config.drifted(day)) {
      eta += -2.15 + 0.80 * standing.lateness() + 1.30 * standing.size();
      eta += 0.50 * standing.utilisation() + 1.00 * habit;
    } else {
      eta += -0.80 - 0.50 * standing.lateness() - 0.25 * standing.size();
      eta += -0.35 * standing.utilisation() + 0.60 * habit;
    }
    eta += standing.hardship() ? HARDSHIP : 0;
    return eta + (standing.standstill() ? STANDSTILL : 0);
  }
}
