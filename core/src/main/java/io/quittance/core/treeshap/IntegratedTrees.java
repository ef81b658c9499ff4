package io.quittance.core.treeshap;

import io.quittance.core.forest.SortableKey;
import io.quittance.core.forest.Tree;
import java.util.List;

/// Some trees explained together, in time proportional to their decisions, whatever their depth.
///
/// The Shapley value of a player is the integral over `t` in [0, 1] of the slope that the game's
/// multilinear extension has for that player where everyone takes part with probability `t` (Owen
/// 1972). In a tree a row then goes left at a decision with probability `r(t) = p + (b - p) t`,
/// where `p` is the left share of cover and `b` is 1 when the row itself goes left, else 0. With
/// `P(t)` the probability of reaching a node and `L(t)`, `R(t)` the values expected below its
/// children, the decision contributes the integral of `P(t) r'(t) (L(t) - R(t))` to its feature.
/// Over all decisions that is a polynomial whose degree is one less than the number of features on
/// the longest way, so the Gauss–Legendre rule with half as many points integrates it exactly. All
/// factors lie between 0 and 1: nothing cancels.
///
/// A feature that was asked before on the way is one player with a joint share `q` so far. While
/// the row satisfies those decisions, `r(t) = p + (b - p) u(t)` with `u = t / (q + (1 - q) t)`;
/// otherwise `r = p`, and the decision contributes nothing.
///
/// Three points are carried at once. The trees lie side by side, level by level, so that
/// neighbouring decisions do not wait for each other.
final class IntegratedTrees implements TreeShap.Explained {

  /// Points carried at once.
  static final int WIDTH = 3;

  private final TreePlan.Layout plan;
  private final Pass[] passes;

  private IntegratedTrees(TreePlan.Layout plan) {
    this.plan = plan;
    this.passes = plan.passes();
  }

  /// @param trees each with a decision
  static IntegratedTrees of(List<Tree> trees) {
    return new IntegratedTrees(new TreePlan(trees).layout());
  }

  @Override
  public int slots() {
    return plan.slots();
  }

  /// Three of the rule's points.
  ///
  /// @param sets per set `u` at each point, then the slope of `u` at each; set 0 is `u = t`
  @SuppressWarnings("ArrayRecordComponent")
  record Pass(double[] weights, double[] sets) {}

  /// Working memory: per slot and point the probability of reaching it, of going left there, and
  /// the value expected below; per slot `b - p` and the branch taken.
  static final class Memory {
    final double[] reach;
    final double[] goLeft;
    final double[] expected;
    final double[] departure;

    /// 1 left, 0 right, -1 when an earlier decision on the same feature was not satisfied.
    final int[] branch;

    Memory(int slots) {
      reach = new double[WIDTH * slots];
      goLeft = new double[WIDTH * slots];
      expected = new double[WIDTH * slots];
      departure = new double[slots];
      branch = new int[slots];
    }
  }

  @Override
  public void add(TreeShap.Scratch scratch, double[] contributions) {
    long[] keys = scratch.keys;
    Memory memory = scratch.memory;
    for (Pass pass : passes) {
      for (int root : plan.roots()) {
        System.arraycopy(pass.weights, 0, memory.reach, root, WIDTH);
      }
      int[] ends = plan.uppers().ends();
      for (int level = 0, from = 0; level < ends.length; level += 2) {
        descend(from, ends[level], keys, memory, pass.sets);
        descendAgain(ends[level], ends[level + 1], keys, memory, pass.sets);
        from = ends[level + 1];
      }
      triples(keys, memory, pass.sets, contributions);
      lowers(keys, memory, pass.sets, contributions);
      lowersAgain(keys, memory, pass.sets, contributions);
      for (int level = ends.length - 2; level >= 0; level -= 2) {
        int from = level == 0 ? 0 : ends[level - 1];
        ascendAgain(ends[level], ends[level + 1], memory, pass.sets, contributions);
        ascend(from, ends[level], memory, contributions);
      }
    }
  }

  /// Decisions with a decision below, on features not asked before.
  private void descend(int from, int to, long[] keys, Memory memory, double[] sets) {
    final TreePlan.Uppers uppers = plan.uppers();
    final long[] decisions = uppers.decisions();
    final double[] departures = uppers.departures();
    final int[] children = uppers.children();
    final double[] reach = memory.reach;
    final double[] goLeft = memory.goLeft;
    final double[] departure = memory.departure;
    final int[] branch = memory.branch;
    double t0 = sets[0];
    double t1 = sets[1];
    double t2 = sets[2];
    for (int i = from; i < to; i++) {
      int left = children[2 * i];
      int right = children[2 * i + 1];
      int bit = (int) SortableKey.goesLeft(decisions[i], keys);
      double p = -departures[2 * i];
      double d = departures[2 * i + bit];
      departure[i] = d;
      branch[i] = bit;
      int at = WIDTH * i;
      double r0 = p + d * t0;
      double r1 = p + d * t1;
      double r2 = p + d * t2;
      goLeft[at] = r0;
      goLeft[at + 1] = r1;
      goLeft[at + 2] = r2;
      double w0 = reach[at];
      double w1 = reach[at + 1];
      double w2 = reach[at + 2];
      double l0 = w0 * r0;
      double l1 = w1 * r1;
      double l2 = w2 * r2;
      reach[left] = l0;
      reach[left + 1] = l1;
      reach[left + 2] = l2;
      reach[right] = w0 - l0;
      reach[right + 1] = w1 - l1;
      reach[right + 2] = w2 - l2;
    }
  }

  /// Decisions with a decision below, on features asked before.
  private void descendAgain(int from, int to, long[] keys, Memory memory, double[] sets) {
    TreePlan.Uppers uppers = plan.uppers();
    double[] reach = memory.reach;
    for (int i = from; i < to; i++) {
      int bit = (int) SortableKey.goesLeft(uppers.decisions()[i], keys);
      boolean satisfied = satisfied(uppers.earlier()[i], memory);
      double p = -uppers.departures()[2 * i];
      double d = satisfied ? uppers.departures()[2 * i + bit] : 0;
      memory.departure[i] = d;
      memory.branch[i] = satisfied ? bit : -1;
      int set = uppers.sets()[i];
      int left = uppers.children()[2 * i];
      int right = uppers.children()[2 * i + 1];
      for (int q = 0; q < WIDTH; q++) {
        double r = p + d * sets[set + q];
        double w = reach[WIDTH * i + q];
        memory.goLeft[WIDTH * i + q] = r;
        reach[left + q] = w * r;
        reach[right + q] = w - w * r;
      }
    }
  }

  /// Whether the row takes a branch, and all those before it on the same feature.
  private static boolean satisfied(int branch, Memory memory) {
    return memory.branch[branch >> 1] == (branch & 1);
  }

  /// A decision over two others that end in leaves, none on a feature asked before.
  private void triples(long[] keys, Memory memory, double[] sets, double[] contributions) {
    final long[] decisions = plan.triples().decisions();
    final double[] values = plan.triples().values();
    final double[] reach = memory.reach;
    final double[] expected = memory.expected;
    double t0 = sets[0];
    double t1 = sets[1];
    double t2 = sets[2];
    int at = WIDTH * plan.uppers().decisions().length;
    for (int i = 0, v = 0; i < decisions.length; i += 3, v += 8, at += WIDTH) {
      long upper = decisions[i];
      long left = decisions[i + 1];
      long right = decisions[i + 2];
      double p = -values[v];
      double d = values[v + (int) SortableKey.goesLeft(upper, keys)];
      double dLeft = values[v + 2 + (int) SortableKey.goesLeft(left, keys)];
      double dRight = values[v + 5 + (int) SortableKey.goesLeft(right, keys)];
      double r0 = p + d * t0;
      double r1 = p + d * t1;
      double r2 = p + d * t2;
      double w0 = reach[at];
      double w1 = reach[at + 1];
      double w2 = reach[at + 2];
      double l = w0 * r0 + w1 * r1 + w2 * r2;
      contributions[(int) left >> 1] += dLeft * l;
      contributions[(int) right >> 1] += dRight * (w0 + w1 + w2 - l);
      double base = values[v + 7];
      double difference = values[v + 4] - base;
      double slope = dLeft - dRight;
      double x0 = difference + slope * t0;
      double x1 = difference + slope * t1;
      double x2 = difference + slope * t2;
      contributions[(int) upper >> 1] += d * (w0 * x0 + w1 * x1 + w2 * x2);
      expected[at] = base + dRight * t0 + r0 * x0;
      expected[at + 1] = base + dRight * t1 + r1 * x1;
      expected[at + 2] = base + dRight * t2 + r2 * x2;
    }
  }

  /// Decisions over two leaves on features not asked before, then the leaves of upper decisions.
  private void lowers(long[] keys, Memory memory, double[] sets, double[] contributions) {
    final TreePlan.Lowers lowers = plan.lowers();
    final long[] decisions = lowers.decisions();
    final double[] values = lowers.values();
    final double[] reach = memory.reach;
    final double[] expected = memory.expected;
    double t0 = sets[0];
    double t1 = sets[1];
    double t2 = sets[2];
    int at = WIDTH * lowers.first();
    for (int j = 0; j < lowers.firstAgain(); j++, at += WIDTH) {
      long decision = decisions[j];
      double d = values[3 * j + (int) SortableKey.goesLeft(decision, keys)];
      double base = values[3 * j + 2];
      contributions[(int) decision >> 1] += d * (reach[at] + reach[at + 1] + reach[at + 2]);
      expected[at] = base + d * t0;
      expected[at + 1] = base + d * t1;
      expected[at + 2] = base + d * t2;
    }
    at = WIDTH * (lowers.first() + decisions.length);
    for (double leaf : plan.leaves()) {
      expected[at] = leaf;
      expected[at + 1] = leaf;
      expected[at + 2] = leaf;
      at += WIDTH;
    }
  }

  private void lowersAgain(long[] keys, Memory memory, double[] sets, double[] contributions) {
    TreePlan.Lowers lowers = plan.lowers();
    double[] values = lowers.values();
    int first = lowers.firstAgain();
    int at = WIDTH * (lowers.first() + first);
    for (int j = first; j < lowers.decisions().length; j++, at += WIDTH) {
      long decision = lowers.decisions()[j];
      boolean satisfied = satisfied(lowers.earlier()[j], memory);
      double d = satisfied ? values[3 * j + (int) SortableKey.goesLeft(decision, keys)] : 0;
      int set = lowers.sets()[j];
      double sum = 0;
      for (int q = 0; q < WIDTH; q++) {
        sum += memory.reach[at + q] * sets[set + WIDTH + q];
        memory.expected[at + q] = values[3 * j + 2] + d * sets[set + q];
      }
      contributions[(int) decision >> 1] += d * sum;
    }
  }

  private void ascendAgain(int from, int to, Memory memory, double[] sets, double[] contributions) {
    TreePlan.Uppers uppers = plan.uppers();
    double[] expected = memory.expected;
    for (int i = from; i < to; i++) {
      int set = uppers.sets()[i] + WIDTH;
      int left = uppers.children()[2 * i];
      int right = uppers.children()[2 * i + 1];
      double sum = 0;
      for (int q = 0; q < WIDTH; q++) {
        int at = WIDTH * i + q;
        double difference = expected[left + q] - expected[right + q];
        expected[at] = expected[right + q] + memory.goLeft[at] * difference;
        sum += memory.reach[at] * sets[set + q] * difference;
      }
      contributions[(int) uppers.decisions()[i] >> 1] += memory.departure[i] * sum;
    }
  }

  private void ascend(int from, int to, Memory memory, double[] contributions) {
    final long[] decisions = plan.uppers().decisions();
    final int[] children = plan.uppers().children();
    final double[] reach = memory.reach;
    final double[] goLeft = memory.goLeft;
    final double[] expected = memory.expected;
    final double[] departure = memory.departure;
    for (int i = from; i < to; i++) {
      int left = children[2 * i];
      int right = children[2 * i + 1];
      int at = WIDTH * i;
      double e0 = expected[right];
      double e1 = expected[right + 1];
      double e2 = expected[right + 2];
      double d0 = expected[left] - e0;
      double d1 = expected[left + 1] - e1;
      double d2 = expected[left + 2] - e2;
      expected[at] = e0 + goLeft[at] * d0;
      expected[at + 1] = e1 + goLeft[at + 1] * d1;
      expected[at + 2] = e2 + goLeft[at + 2] * d2;
      contributions[(int) decisions[i] >> 1] +=
          departure[i] * (reach[at] * d0 + reach[at + 1] * d1 + reach[at + 2] * d2);
    }
  }
}
