package io.quittance.simulator.behaviour;

import io.quittance.core.treatment.Treatment;

/// Computes the expected net payments of a number of days under one treatment, by recursion over
/// the days and the number of payments made. The state after the k-th payment that counts is exact
/// in lateness and habit, which depend only on k and its day; the balance is replaced by its mean.
/// The expectation is computed for every third day of the last payment and interpolated between.
/// The error against playing the days is below 2 %.
public final class ExpectedPayments {

  private static final int STEP = 3;
  private static final int MOST = 14;
  private static final double NEGLIGIBLE = 0.003;

  private final PaymentHazard hazard;
  private final Treatment treatment;
  private final PaymentShare law;
  private final HazardCovariates covariates;
  private final int day;
  private final int days;

  public ExpectedPayments(
      PaymentHazard hazard, Treatment treatment, HazardCovariates covariates, int day, int days) {
    this.hazard = hazard;
    this.treatment = treatment;
    this.law = PaymentShare.of(treatment);
    this.covariates = covariates;
    this.day = day;
    this.days = days;
  }

  /// Returns the expected net payments in minor units.
  public double minor() {
    if (covariates.balanceMinor() <= 0) {
      return 0;
    }
    double[] later = new double[days];
    for (int payments = mostPayments(); payments > 0; payments--) {
      later = after(payments, later);
    }
    return from(covariates, 0, later);
  }

  /// Returns the expected payments after the k-th payment, by its day.
  private double[] after(int payments, double[] later) {
    double[] expected = new double[days];
    int known = 0;
    expected[0] = from(afterPayment(payments, 0), 1, later);
    while (known < days - 1) {
      int next = Math.min(known + STEP, days - 1);
      expected[next] = from(afterPayment(payments, next), next + 1, later);
      for (int between = known + 1; between < next; between++) {
        double weight = (between - known) / (double) (next - known);
        expected[between] = (1 - weight) * expected[known] + weight * expected[next];
      }
      known = next;
    }
    return expected;
  }

  /// Returns the expected payments from a day on.
  ///
  /// @param now the account on the first of these days
  /// @param later expected payments after the next payment, by its day
  private double from(HazardCovariates now, int first, double[] later) {
    if (first >= days || now.balanceMinor() <= 0) {
      return 0;
    }
    double balance = now.balanceMinor();
    double full = law.inFull(now.balanceMinor());
    double part = (1 - full) * law.meanPart();
    double mean = law.mean(now.balanceMinor());
    PaymentHazard.Path path = hazard.path(now, day + first, days - first);
    double factor = path.factor(treatment);
    double unpaid = 1;
    double expected = 0;
    for (int on = first; on < days; on++) {
      double pays = path.pays(on - first, factor);
      double counts = pays * (1 - PaymentHazard.TOKEN);
      boolean bouncesInTime = on + PaymentHazard.REVERSAL_LAG < days;
      double kept = mean - (bouncesInTime ? PaymentHazard.REVERSED * part : 0);
      double token = pays * PaymentHazard.TOKEN * PaymentShare.meanToken();
      expected += unpaid * (token * balance + counts * (kept * balance + (1 - full) * later[on]));
      unpaid *= 1 - counts;
    }
    return expected;
  }

  /// Returns the account on the day after the k-th payment that counts.
  private HazardCovariates afterPayment(int payments, int on) {
    double left = StrictMath.pow(1 - law.meanPart(), payments);
    return covariates.paid(payments, on, left).later(1);
  }

  /// Returns the number of payments to consider, at most 14: more have a probability below 0.003
  /// even if every day had the hazard of the first day after a payment.
  private int mostPayments() {
    HazardCovariates paid = afterPayment(1, 0);
    PaymentHazard.Path path = hazard.path(paid, day + 1, days - 1);
    double factor = path.factor(treatment);
    double mean = 0;
    for (int offset = 0; offset < days - 1; offset++) {
      mean += path.pays(offset, factor);
    }
    double probability = 1;
    int payments = 0;
    while (payments < MOST && probability > NEGLIGIBLE) {
      payments++;
      probability *= mean / payments;
    }
    return payments;
  }
}
