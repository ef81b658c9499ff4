package io.quittance.laboratory.offpolicy;

import io.quittance.laboratory.table.problem.BadDataException;

/// Decisions that were made with known probabilities, and what followed.
///
/// Callers must not modify the arrays.
///
/// @param actions index of the action taken in each row, in [0, actionCount)
/// @param actionCount number of actions, at least 2
/// @param propensities probability with which that action was chosen, in (0, 1]
/// @param rewards what the row brought, in any unit, finite
/// @param clusters number of the debtor of each row; rows of one debtor are not independent
@SuppressWarnings("ArrayRecordComponent")
public record DecisionLog(
    int[] actions, int actionCount, double[] propensities, double[] rewards, int[] clusters) {

  /// @throws IllegalArgumentException when the lengths differ or an action is out of range
  /// @throws BadDataException when there are no rows, a propensity is not in (0, 1] or a reward is
  ///   not finite
  public DecisionLog {
    int size = actions.length;
    if (propensities.length != size || rewards.length != size || clusters.length != size) {
      throw new IllegalArgumentException("actions, propensities, rewards and clusters differ");
    }
    if (size == 0) {
      throw new BadDataException("the log has no decisions");
    }
    for (int i = 0; i < size; i++) {
      if (actions[i] < 0 || actions[i] >= actionCount) {
        throw new IllegalArgumentException("there is no action " + actions[i]);
      }
      if (!(propensities[i] > 0 && propensities[i] <= 1)) {
        throw new BadDataException(
            "row %d: a propensity must lie in (0, 1], was %s".formatted(i + 1, propensities[i]));
      }
      if (!Double.isFinite(rewards[i])) {
        throw new BadDataException(
            "row %d: a reward must be a finite number, was %s".formatted(i + 1, rewards[i]));
      }
    }
  }

  /// Returns the number of rows.
  public int size() {
    return actions.length;
  }
}
