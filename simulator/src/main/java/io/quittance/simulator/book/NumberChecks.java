package io.quittance.simulator.book;

import io.quittance.simulator.book.Draws.Purpose;
import java.util.OptionalInt;

/// The days on which a debtor's number for text messages is verified: regularly for most debtors,
/// once for some, never for a few.
///
/// @param first a day on which it was verified, [Debtor#NEVER] when it never was
/// @param period days between checks; 0 when there is no other check
record NumberChecks(int first, int period) {

  private static final double KEPT_FRESH = 0.83;
  private static final double EVER = 0.95;
  private static final int SHORTEST = 40;
  private static final int LONGEST = 55;
  private static final int OLDEST = 120;

  /// @param day on which the debtor enters
  static NumberChecks drawn(Draws draws, long number, int day) {
    double u = draws.uniform(number, 0, Purpose.NUMBER_CHECK);
    if (u < KEPT_FRESH) {
      int period = draws.between(number, 1, Purpose.NUMBER_CHECK, SHORTEST, LONGEST);
      int phase = draws.between(number, 2, Purpose.NUMBER_CHECK, 0, period - 1);
      return new NumberChecks(day - phase, period);
    }
    return u < EVER
        ? new NumberChecks(day - draws.between(number, 3, Purpose.NUMBER_CHECK, 0, OLDEST), 0)
        : new NumberChecks(Debtor.NEVER, 0);
  }

  boolean on(int day) {
    return period > 0 && day > first && Math.floorMod(day - first, period) == 0;
  }

  /// Returns the last check up to and including a day.
  OptionalInt last(int day) {
    if (first > day) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(period == 0 ? first : day - Math.floorMod(day - first, period));
  }
}
