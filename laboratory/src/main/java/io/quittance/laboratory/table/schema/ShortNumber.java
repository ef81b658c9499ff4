package io.quittance.laboratory.table.schema;

/// Formats numbers as a person would write them.
public final class ShortNumber {

  private static final double EXACT = 1e15;

  private ShortNumber() {}

  /// Omits `.0` from whole numbers.
  public static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXACT
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
