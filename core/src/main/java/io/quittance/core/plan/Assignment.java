package io.quittance.core.plan;

import java.util.Arrays;

/// The option chosen for each group, always within every capacity after a completed move. Not
/// thread-safe.
final class Assignment {

  static final int NONE = -1;

  private final PlanProblem problem;
  private final int resources;
  private final int[] chosen;
  private final long[] remaining;

  /// Starts with nobody contacted.
  Assignment(PlanProblem problem) {
    this.problem = problem;
    this.resources = problem.resources();
    this.chosen = new int[problem.groups()];
    this.remaining = problem.capacity.clone();
    Arrays.fill(chosen, NONE);
  }

  /// Returns the group's option; [#NONE] without one.
  int optionOf(int group) {
    return chosen[group];
  }

  double gain(int option) {
    return option == NONE ? 0 : problem.gain[option];
  }

  /// Returns the sum of all gains.
  double value() {
    CompensatedSum sum = new CompensatedSum();
    for (int option : chosen) {
      sum.add(gain(option));
    }
    return sum.total();
  }

  /// Returns what remains of a capacity, in its whole units.
  long remaining(int resource) {
    return remaining[resource];
  }

  boolean fits(int group, int option) {
    return fits(group, option, group, chosen[group]);
  }

  /// Returns whether a group can take an option when another group moves as well.
  ///
  /// @param other the other group; when it is the same group, that group keeps its option
  boolean fits(int group, int option, int other, int others) {
    for (int k = 0; k < resources; k++) {
      long free = remaining[k] + usage(chosen[group], k) - usage(option, k);
      if (other != group) {
        free += usage(chosen[other], k) - usage(others, k);
      }
      if (free < 0) {
        return false;
      }
    }
    return true;
  }

  /// Gives a group an option. A caller that moves a group to an option that does not fit must make
  /// further moves until everything fits.
  void move(int group, int option) {
    for (int k = 0; k < resources; k++) {
      remaining[k] += usage(chosen[group], k) - usage(option, k);
    }
    chosen[group] = option;
  }

  private long usage(int option, int resource) {
    return option == NONE ? 0 : problem.usage[option * resources + resource];
  }
}
