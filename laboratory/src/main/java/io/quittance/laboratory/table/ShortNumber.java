package io.quittance.laboratory.table;

/// Numbers as a person writes them.
public final class ShortNumber {

  private static final double EXACT = 1e15;

  private ShortNumber() {}

  /// Without `.0` where the number is whole.
  public static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXACT
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
