package io.quittance.core.plan;

/// Converts minutes and minor units to whole thousandths, so that sums are exact and no plan
/// exceeds a capacity through rounding.
final class Thousandths {

  /// Largest amount: sums over millions of options still fit a long.
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

  /// Converts what an option uses: rounded up, unless the excess is an artefact of binary
  /// fractions.
  static long roundedUp(double amount) {
    return (long) Math.ceil(amount * THOUSANDTHS - SLACK);
  }

  /// Converts what is available: rounded down, unless the shortfall is an artefact of binary
  /// fractions.
  static long roundedDown(double amount) {
    return (long) Math.floor(amount * THOUSANDTHS + SLACK);
  }

  static double toDouble(long thousandths) {
    return thousandths / THOUSANDTHS;
  }
}
