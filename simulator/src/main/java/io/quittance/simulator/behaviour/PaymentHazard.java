package io.quittance.simulator.behaviour;

import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.simulator.scenario.SimulationConfig;

/// The law by which accounts pay, with the probability of a positive label in closed form.
/// Immutable and thread-safe.
///
/// On each day an account pays with probability 1 − exp(−exp(η)/30), a complementary log-log model:
/// η is linear in the lateness, utilisation and size of the account, its payment habit, its hidden
/// willingness and the effect of the treatment in effect. With probability [#TOKEN] a payment is a
/// token below the label's share. Any other payment that leaves a balance is reversed
/// [#REVERSAL_LAG] days later with probability [#REVERSED]. [PaymentShare] gives the amount.
public final class PaymentHazard {

  /// Share of the balance that net payments of the horizon must reach for a positive label.
  public static final double LABEL_SHARE = 0.05;

  /// Days of the label's horizon.
  public static final int HORIZON = 30;

  /// Share of payments that are too small to count.
  public static final double TOKEN = 0.10;

  /// Share of the other payments that are reversed.
  public static final double REVERSED = 0.03;

  /// Days until a payment is reversed.
  public static final int REVERSAL_LAG = 5;

  private static final double HABIT_DAYS = 40;
  private static final double HARDSHIP = -0.7;
  private static final double STANDSTILL = -2.5;
  private static final int TABLE = 1_024;
  private static final double[] LATENESS = new double[TABLE];
  private static final double[] HABIT = new double[TABLE];

  static {
    for (int days = 0; days < TABLE; days++) {
      LATENESS[days] = HazardCovariates.lateness(days);
      HABIT[days] = StrictMath.exp(-days / HABIT_DAYS);
    }
  }

  private final HazardCoefficients coefficients;
  private final double unfairness;

  public PaymentHazard(SimulationConfig config) {
    this.coefficients = new HazardCoefficients(config);
    this.unfairness = config.unfairness();
  }

  /// Returns the probability of a payment on a day.
  public double daily(HazardCovariates covariates, Treatment inForce, int day) {
    return payment(StrictMath.exp(eta(covariates, 0, day) + effect(covariates, inForce)));
  }

  /// Returns the probability that the payments of the 30 days from `day`, less reversals, reach the
  /// label's share, provided that the treatment stays in effect and no new status is reported.
  public double withinHorizon(HazardCovariates covariates, Action action, int day) {
    return withinHorizon(covariates, Treatment.of(action, Offer.REMINDER), day);
  }

  public double withinHorizon(HazardCovariates covariates, Treatment inForce, int day) {
    return path(covariates, day, HORIZON).probability(inForce);
  }

  /// Returns the hazards of the next days of an account that does not pay, before the effect of a
  /// treatment.
  public Path path(HazardCovariates covariates, int day, int days) {
    double[] intensities = new double[days];
    for (int offset = 0; offset < days; offset++) {
      intensities[offset] = StrictMath.exp(eta(covariates, offset, day + offset));
    }
    return new Path(covariates, intensities);
  }

  /// Hazards of the next days: exp(η) without the effect of a treatment.
  public record Path(HazardCovariates covariates, double[] intensities) {

    /// Returns the probability of a payment on a day if none came before.
    double pays(int offset, double factor) {
      return payment(intensities[offset] * factor);
    }

    double factor(Treatment treatment) {
      return StrictMath.exp(effect(covariates, treatment));
    }

    /// Returns the probability that net payments of these days reach the label's share.
    public double probability(Treatment treatment) {
      double factor = factor(treatment);
      double bounces =
          REVERSED * (1 - PaymentShare.of(treatment).inFull(covariates.balanceMinor()));
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

  private static double effect(HazardCovariates covariates, Treatment treatment) {
    return covariates.segment().effect(treatment, covariates.hardship());
  }

  private double eta(HazardCovariates covariates, int later, int day) {
    HazardCoefficients.Day law = coefficients.day(day);
    double eta = covariates.segment().base() + 0.55 * covariates.willingness() + law.level();
    eta += law.lateness() * lateness(covariates.daysPastDue() + later);
    eta += law.size() * covariates.size() + law.utilisation() * covariates.utilisation();
    eta += law.habit() * habit(covariates.daysSincePayment() + later);
    eta += covariates.hardship() ? HARDSHIP : 0;
    eta += covariates.protectedGroup() ? unfairness : 0;
    return eta + (covariates.standstill() ? STANDSTILL : 0);
  }

  private static double lateness(int days) {
    return days < TABLE ? LATENESS[days] : HazardCovariates.lateness(days);
  }

  private static double habit(int days) {
    return days < TABLE ? HABIT[days] : 0;
  }
}
