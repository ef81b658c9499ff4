package io.quittance.simulator.behaviour;

import io.quittance.core.treatment.Treatment;

/// The distribution of a payment's share of the balance under an offer. Tokens do not depend on the
/// offer.
///
/// @param smallest smallest share of a part payment
/// @param slope growth of a part payment's share with its uniform draw
/// @param full probability that a payment ends the debt: draws at or above 1 − full do
/// @param last share that ends the debt; less than 1 when the rest is waived
public record PaymentShare(double smallest, double slope, double full, double last) {

  private static final PaymentShare REMINDED = new PaymentShare(0.055, 0.245, 0.05, 1);
  private static final PaymentShare PLANNED = new PaymentShare(0.055, 0.065, 0, 1);
  private static final PaymentShare SETTLED = new PaymentShare(0.055, 0.245, 0.45, 0.75);

  /// Balances below this are paid in full, whatever was offered.
  private static final long AT_ONCE_MINOR = 6_000;

  private static final double TOKEN_SMALLEST = 0.005;
  private static final double TOKEN_SLOPE = 0.015;

  /// A payment and the waiver that comes with it.
  ///
  /// @param waivedMinor part of the balance that is waived
  public record Amount(long paidMinor, long waivedMinor) {}

  public static PaymentShare of(Treatment treatment) {
    return switch (treatment.offer()) {
      case PAYMENT_PLAN -> PLANNED;
      case SETTLEMENT -> SETTLED;
      case NONE, REMINDER, HARDSHIP_ROUTE, SPECIALIST, HUMAN_REVIEW -> REMINDED;
    };
  }

  /// Returns the amount that a uniform draw gives.
  public Amount amount(long balanceMinor, double u, boolean token) {
    if (token) {
      double share = TOKEN_SMALLEST + TOKEN_SLOPE * u;
      return new Amount(Math.max(1, (long) (balanceMinor * share)), 0);
    }
    if (balanceMinor < AT_ONCE_MINOR) {
      return new Amount(balanceMinor, 0);
    }
    if (u >= 1 - full) {
      long paid = last == 1 ? balanceMinor : (long) (balanceMinor * last);
      return new Amount(paid, balanceMinor - paid);
    }
    return new Amount((long) (balanceMinor * (smallest + slope * u)), 0);
  }

  /// Returns the probability that a payment that counts ends the debt.
  double inFull(long balanceMinor) {
    return balanceMinor < AT_ONCE_MINOR ? 1 : full;
  }

  /// Returns the expected share of a payment that counts.
  double mean(long balanceMinor) {
    return balanceMinor < AT_ONCE_MINOR ? 1 : full * last + (1 - full) * meanPart();
  }

  /// Returns the expected share of a part payment.
  double meanPart() {
    return smallest + slope * (1 - full) / 2;
  }

  /// Returns the expected share of a token.
  static double meanToken() {
    return TOKEN_SMALLEST + TOKEN_SLOPE / 2;
  }
}
