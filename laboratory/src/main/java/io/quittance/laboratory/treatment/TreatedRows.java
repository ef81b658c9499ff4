package io.quittance.laboratory.treatment;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.table.problem.BadDataException;

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
@SuppressWarnings("ArrayRecordComponent")
public record TreatedRows(
    Examples rows,
    float[] modifiers,
    int[] arms,
    int[] debtors,
    float[] shares,
    double[] balances) {

  /// @throws IllegalArgumentException when the lengths are inconsistent
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
        || modifiers.length % size != 0) {
      throw new IllegalArgumentException(
          "rows, modifiers, arms, debtors, shares and balances differ in length");
    }
  }

  /// Returns the number of rows.
  public int size() {
    return arms.length;
  }

  /// Returns the number of modifiers of each row.
  int modifierWidth() {
    return modifiers.length / arms.length;
  }
}
