package io.quittance.core.plan;

import static io.quittance.core.plan.Assignment.NONE;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Builds a plan within the capacities at given prices. Not thread-safe.
///
/// First, groups are taken in the order of their regret, which is what they lose by anything but
/// their best option at these prices, the greatest first. Each gets the best option at these prices
/// that still fits. Groups that are undecided at these prices come last, when little capacity is
/// left.
///
/// Then single groups move to a fitting option with more gain, until none is left, and pairs of the
/// least decided groups move together: one gains more while the other takes a smaller loss. Ties go
/// to the smaller id.
final class GreedyPlanner {

  private static final int MAX_PASSES = 20;

  /// Number of groups of which pairs are tried.
  private static final int MAX_UNDECIDED = 1_000;

  private final PlanProblem problem;
  private final double[] prices;
  private final Assignment plan;
  private int[] undecided = new int[0];

  private GreedyPlanner(PlanProblem problem, double[] prices) {
    this.problem = problem;
    this.prices = prices;
    this.plan = new Assignment(problem);
  }

  /// Builds a plan.
  ///
  /// @param prices prices of whole capacities, minor units
  static Assignment build(PlanProblem problem, double[] prices) {
    GreedyPlanner greedy = new GreedyPlanner(problem, prices);
    greedy.fill();
    for (int pass = 0;
        pass < MAX_PASSES && (greedy.improveSingles() || greedy.improvePairs());
        pass++) {}
    return greedy.plan;
  }

  private void fill() {
    double[] regret = new double[problem.groups()];
    for (int g = 0; g < regret.length; g++) {
      regret[g] = regret(g);
    }
    double[] decided = new double[regret.length];
    Arrays.setAll(decided, g -> -Math.abs(regret[g]));
    undecided = Arrays.copyOf(descending(decided), Math.min(MAX_UNDECIDED, decided.length));
    for (int g : descending(regret)) {
      int best = bestImprovement(g);
      if (best != NONE) {
        plan.move(g, best);
      }
    }
  }

  /// Returns the reduced gain of the best option minus that of the second best, no contact being
  /// worth 0; negative when no contact is best.
  private double regret(int group) {
    double best = Double.NEGATIVE_INFINITY;
    double second = Double.NEGATIVE_INFINITY;
    for (int o = problem.groupStart[group]; o < problem.groupStart[group + 1]; o++) {
      double reduced = problem.reducedGain(o, prices);
      if (reduced > best) {
        second = best;
        best = reduced;
      } else if (reduced > second) {
        second = reduced;
      }
    }
    return best > 0 ? best - Math.max(0, second) : best;
  }

  /// Makes one round of moves of single groups, the greatest rise at these prices first. Returns
  /// whether any group moved.
  private boolean improveSingles() {
    double[] rise = new double[problem.groups()];
    int[] target = new int[rise.length];
    for (int g = 0; g < rise.length; g++) {
      int had = plan.optionOf(g);
      target[g] = bestImprovement(g);
      rise[g] =
          target[g] == NONE
              ? Double.NEGATIVE_INFINITY
              : problem.reducedGain(target[g], prices)
                  - (had == NONE ? 0 : problem.reducedGain(had, prices));
    }
    boolean moved = false;
    for (int g : descending(rise)) {
      if (target[g] != NONE && plan.fits(g, target[g])) {
        plan.move(g, target[g]);
        moved = true;
      }
    }
    return moved;
  }

  /// Returns the fitting option with more gain that is best at these prices; [Assignment#NONE] when
  /// there is none.
  private int bestImprovement(int group) {
    double gain = plan.gain(plan.optionOf(group));
    int best = NONE;
    double most = Double.NEGATIVE_INFINITY;
    for (int o = problem.groupStart[group]; o < problem.groupStart[group + 1]; o++) {
      double reduced = problem.reducedGain(o, prices);
      if (problem.gain[o] > gain && reduced > most && plan.fits(group, o)) {
        most = reduced;
        best = o;
      }
    }
    return best;
  }

  /// Makes one round of moves of pairs. Returns whether any group moved.
  private boolean improvePairs() {
    boolean moved = false;
    for (int g : undecided) {
      for (int o = problem.groupStart[g]; o < problem.groupStart[g + 1]; o++) {
        moved |= problem.gain[o] > plan.gain(plan.optionOf(g)) && makeRoom(g, o);
      }
    }
    return moved;
  }

  /// Takes an option if another group can make room with a smaller loss than this option gains. The
  /// group that loses least yields.
  private boolean makeRoom(int group, int option) {
    double least = plan.gain(option) - plan.gain(plan.optionOf(group));
    int yielding = NONE;
    int instead = NONE;
    for (int g : undecided) {
      int had = plan.optionOf(g);
      if (g == group || had == NONE) {
        continue;
      }
      for (int o = problem.groupStart[g] - 1; o < problem.groupStart[g + 1]; o++) {
        int other = o < problem.groupStart[g] ? NONE : o;
        double loss = plan.gain(had) - plan.gain(other);
        if (other != had && loss < least && plan.fits(group, option, g, other)) {
          least = loss;
          yielding = g;
          instead = other;
        }
      }
    }
    if (yielding == NONE) {
      return false;
    }
    plan.move(yielding, instead);
    plan.move(group, option);
    return true;
  }

  private static int[] descending(double[] keys) {
    return IntStream.range(0, keys.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer g) -> -keys[g]).thenComparing(g -> g))
        .mapToInt(g -> g)
        .toArray();
  }
}
