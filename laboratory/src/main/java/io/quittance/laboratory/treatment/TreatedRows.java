package io.quittance.laboratory.treatment;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.table.problem.BadDataException;
import java.util.Arrays;

/// Observed treatments with their outcomes, one row for each account and week (or other period).
///
/// Callers must not modify the arrays.
///
/// @param rows properties of the account before the treatment, never the treatment itself, with
///   whether it paid in the period: net payments above 0
/// @param modifiers row-major, one value for each modifier of the design; `NaN` is missing
/// @param arms index of the arm of each row
/// @param debtors number of the debtor of each row; rows of one debtor are never on both sides of a
///   division
/// @param shares net payments of the period as a share of the balance, at least 0; not read where
///   the label is false
/// @param balances balance of each row before the treatment, in any unit, positive
/// @param exposures how much of the period each row lasted, in (0, 1]: of two rows that differ in
///   nothing else the shorter one has less time for a payment
@SuppressWarnings("ArrayRecordComponent")
public record TreatedRows(
    Examples rows,
    float[] modifiers,
    int[] arms,
    int[] debtors,
    float[] shares,
    double[] balances,
    double[] exposures) {

  /// Creates rows that lasted the whole period.
  public TreatedRows(
      Examples rows,
      float[] modifiers,
      int[] arms,
      int[] debtors,
      float[] shares,
      double[] balances) {
    this(rows, modifiers, arms, debtors, shares, balances, whole(arms.length));
  }

  /// @throws IllegalArgumentException when the lengths are inconsistent or an exposure is not in
  ///   (0, 1]
  /// @throws BadDataException when there are no rows
  public TreatedRows {
    int size = rows.size();
    if (size == 0) {
      throw new BadDataException("there is no row to learn the effect of treatments from");
    }
    if (arms.length != size
        || debtors.length != size
        || shares.length != size
        || balances.length != size
        || exposures.length != size
        || modifiers.length % size != 0) {
      throw new IllegalArgumentException(
          "rows, modifiers, arms, debtors, shares, balances and exposures differ in length");
    }
    for (double exposure : exposures) {
      if (!(exposure > 0 && exposure <= 1)) {
        throw new IllegalArgumentException("an exposure must lie in (0, 1], was " + exposure);
      }
    }
  }

  /// Returns the number of rows.
  public int size() {
    return arms.length;
  }

  /// Returns the known part of each row's log odds: while payments are rare, the odds of one grow
  /// with the time that there is for it.
  double[] exposureOffsets() {
    return Arrays.stream(exposures).map(StrictMath::log).toArray();
  }

  private static double[] whole(int size) {
    double[] exposures = new double[size];
    Arrays.fill(exposures, 1);
    return exposures;
  }

  /// Returns the number of modifiers of each row.
  int modifierWidth() {
    return modifiers.length / arms.length;
  }
}
