package io.quittance.core.plan;

import java.util.Arrays;

/// Which option each group has, never beyond a capacity. Not safe for several threads.
final class Assignment {

  static final int NONE = -1;

  private final PlanProblem problem;
  private final int resources;
  private final int[] chosen;
  private final long[] remaining;

  /// Nobody is contacted.
  Assignment(PlanProblem problem) {
    this.problem = problem;
    this.resources = problem.resources();
    this.chosen = new int[problem.groups()];
    this.remaining = problem.capacity.clone();
    Arrays.fill(chosen, NONE);
  }

  /// The group's option, [#NONE] without one.
  int optionOf(int group) {
    return chosen[group];
  }

  double gain(int option) {
    return option == NONE ? 0 : problem.gain[option];
  }

  /// The sum of all gains.
  double value() {
    CompensatedSum sum = new CompensatedSum();
    for (int option : chosen) {
      sum.add(gain(option));
    }
    return sum.total();
  }

  /// What is left of a capacity, in its whole units.
  long remaining(int resource) {
    return remaining[resource];
  }

  boolean fits(int group, int option) {
    return fits(group, option, group, chosen[group]);
  }

  /// Whether a group can have an option when another group moves, too.
  ///
  /// @param other may be the group itself, which then keeps what it has
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

  /// Whoever moves groups to what does not fit must end, after other moves, where everything does.
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
