package io.quittance.core.plan;

import java.util.Arrays;

/// Which option each group has, never beyond a capacity. Not safe for several threads.
final class Assignment {

  static final int NONE = -1;

  private final PlanProblem instance;
  private final int resources;
  private final int[] chosen;
  private final long[] left;

  /// Nobody is contacted.
  Assignment(PlanProblem instance) {
    this.instance = instance;
    this.resources = instance.resources();
    this.chosen = new int[instance.groups()];
    this.left = instance.capacity.clone();
    Arrays.fill(chosen, NONE);
  }

  /// The group's option, [#NONE] without one.
  int of(int group) {
    return chosen[group];
  }

  double gain(int option) {
    return option == NONE ? 0 : instance.gain[option];
  }

  /// The sum of all gains.
  double value() {
    CarefulSum sum = new CarefulSum();
    for (int option : chosen) {
      sum.add(gain(option));
    }
    return sum.total();
  }

  /// What is left of a capacity, in its whole units.
  long left(int resource) {
    return left[resource];
  }

  boolean fits(int group, int option) {
    return fits(group, option, group, chosen[group]);
  }

  /// Whether a group can have an option when another group moves, too.
  ///
  /// @param other may be the group itself, which then keeps what it has
  boolean fits(int group, int option, int other, int others) {
    for (int k = 0; k < resources; k++) {
      long free = left[k] + taken(chosen[group], k) - taken(option, k);
      if (other != group) {
        free += taken(chosen[other], k) - taken(others, k);
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
      left[k] += taken(chosen[group], k) - taken(option, k);
    }
    chosen[group] = option;
  }

  private long taken(int option, int resource) {
    return option == NONE ? 0 : instance.taken[option * resources + resource];
  }
}
