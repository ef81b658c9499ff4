package io.quittance.core.plan;

/// Minutes and minor units as whole thousandths, so that sums are exact and no plan exceeds a
/// capacity by a rounding error.
final class Thousandths {

  /// The largest amount: sums over millions of options still fit a long.
  static final double MAX = 1e12;

  private static final double THOUSANDTHS = 1000;
  private static final double SLACK = 1e-6;

  private Thousandths() {}

  static void checkRange(String name, double amount) {
    if (!(amount >= 0 && amount <= MAX)) {
      throw new IllegalArgumentException(
          "%s must lie between 0 and %.0f, was %s".formatted(name, MAX, amount));
    }
  }

  /// What an option takes: rounded up, unless the excess is that of binary fractions.
  static long roundedUp(double amount) {
    return (long) Math.ceil(amount * THOUSANDTHS - SLACK);
  }

  /// What there is: rounded down, unless the lack is that of binary fractions.
  static long roundedDown(double amount) {
    return (long) Math.floor(amount * THOUSANDTHS + SLACK);
  }

  static double toDouble(long thousandths) {
    return thousandths / THOUSANDTHS;
  }
}
