package io.quittance.simulator;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;

/// The law by which accounts pay, and its consequence in closed form.
///
/// On each day an account pays with probability 1 − exp(−exp(η)/30), a complementary log-log model:
/// η is linear in the lateness, utilisation and size of the account, its habit of paying, its
/// hidden willingness and the effect of the treatment in force. A payment is a token below the
/// label's share with probability [#TOKEN]. Of the others, one that leaves something to pay is
/// reversed [#REVERSAL_LAG] days later with probability [#REVERSED]. How much is paid:
/// [PaymentShare].
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
  private static final int TABLE = 1_024;
  private static final double[] LATENESS = new double[TABLE];
  private static final double[] HABIT = new double[TABLE];

  static {
    for (int days = 0; days < TABLE; days++) {
      LATENESS[days] = Standing.lateness(days);
      HABIT[days] = StrictMath.exp(-days / HABIT_DAYS);
    }
  }

  private final HazardCoefficients climate;
  private final double unfairness;

  PaymentHazard(SimulationConfig config) {
    this.climate = new HazardCoefficients(config);
    this.unfairness = config.unfairness();
  }

  /// What moves the hazard of an account on a day.
  ///
  /// @param daysSincePayment days since the last payment that counts, large when there is none
  /// @param standstill whether a dispute, bankruptcy, death or breathing space holds payments up
  /// @param protectedGroup whether the debtor belongs to it; without effect unless the
  ///   configuration is unfair
  record Standing(
      int daysPastDue,
      long balanceMinor,
      long limitMinor,
      int daysSincePayment,
      double willingness,
      Segment segment,
      boolean hardship,
      boolean standstill,
      boolean protectedGroup) {

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
          standstill,
          protectedGroup);
    }

    /// The same account on the day of a later payment that counts. Lateness falls by as much with
    /// each, and a month is too short to lose that again, so days and number tell it.
    ///
    /// @param payments that counted, with this one
    /// @param days until the last of them
    /// @param left share of the balance still owed
    Standing paid(int payments, int days, double left) {
      return new Standing(
          SimulatedAccount.curedTo(daysPastDue + days, payments),
          (long) (balanceMinor * left),
          limitMinor,
          0,
          willingness,
          segment,
          hardship,
          standstill,
          protectedGroup);
    }
  }

  /// Probability that any payment arrives on the day.
  double daily(Standing standing, Treatment inForce, int day) {
    return payment(StrictMath.exp(eta(standing, 0, day) + effect(standing, inForce)));
  }

  /// Probability that the payments of the 30 days from `day` on, less reversals, reach the label's
  /// share, if the treatment stays in force and no new status is reported.
  double withinHorizon(Standing standing, Action action, int day) {
    return withinHorizon(standing, Treatment.of(action, Offer.REMINDER), day);
  }

  double withinHorizon(Standing standing, Treatment inForce, int day) {
    return path(standing, day, HORIZON).probability(inForce);
  }

  /// The days ahead of an account that does not pay; its treatment is left open.
  Path path(Standing standing, int day, int days) {
    double[] intensities = new double[days];
    for (int offset = 0; offset < days; offset++) {
      intensities[offset] = StrictMath.exp(eta(standing, offset, day + offset));
    }
    return new Path(standing, intensities);
  }

  /// exp(η) of the days ahead without the effect of a treatment.
  record Path(Standing standing, double[] intensities) {

    /// Probability of a payment on a day, if none came before.
    double pays(int offset, double factor) {
      return payment(intensities[offset] * factor);
    }

    double factor(Treatment treatment) {
      return StrictMath.exp(effect(standing, treatment));
    }

    /// Probability that net payments of these days reach the label's share.
    double probability(Treatment treatment) {
      double factor = factor(treatment);
      double bounces = REVERSED * (1 - PaymentShare.of(treatment).inFull(standing.balanceMinor()));
      double none = 1;
      for (int offset = 0; offset < intensities.length; offset++) {
        double counts = pays(offset, factor) * (1 - TOKEN);
        boolean bouncesInTime = offset + REVERSAL_LAG < intensities.length;
        none *= 1 - counts * (bouncesInTime ? 1 - bounces : 1);
      }
      return 1 - none;
    }
  }

  private static double payment(double intensity) {
    return -StrictMath.expm1(-intensity / HORIZON);
  }

  private static double effect(Standing standing, Treatment treatment) {
    return standing.segment().effect(treatment, standing.hardship());
  }

  private double eta(Standing standing, int later, int day) {
    HazardCoefficients.Day law = climate.day(day);
    double eta = standing.segment().base() + 0.55 * standing.willingness() + law.level();
    eta += law.lateness() * lateness(standing.daysPastDue() + later);
    eta += law.size() * standing.size() + law.utilisation() * standing.utilisation();
    eta += law.habit() * habit(standing.daysSincePayment() + later);
    eta += standing.hardship() ? HARDSHIP : 0;
    eta += standing.protectedGroup() ? unfairness : 0;
    return eta + (standing.standstill() ? STANDSTILL : 0);
  }

  private static double lateness(int days) {
    return days < TABLE ? LATENESS[days] : Standing.lateness(days);
  }

  private static double habit(int days) {
    return days < TABLE ? HABIT[days] : 0;
  }
}
