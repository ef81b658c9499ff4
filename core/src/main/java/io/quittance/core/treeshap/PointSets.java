package io.quittance.core.treeshap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The points of the Gauss–Legendre rule at which [IntegratedTrees] evaluates decisions. A decision
/// that asks a feature again needs a set of its own, since the feature's joint share moves its
/// points. Not thread-safe.
final class PointSets {

  private static final int WIDTH = IntegratedTrees.WIDTH;

  private final List<Double> joints = new ArrayList<>();

  /// Makes a set of points for each decision that asks again.
  ///
  /// @return per decision where its set begins; 0 for one that asks for the first time
  int[] add(List<Way> ways) {
    int[] sets = new int[ways.size()];
    for (int i = 0; i < sets.length; i++) {
      Way.Asked before = ways.get(i).before();
      if (before.node() != null) {
        joints.add(before.share());
        sets[i] = 2 * WIDTH * joints.size();
      }
    }
    return sets;
  }

  /// Returns the sets at so many points as integrate the polynomials exactly.
  ///
  /// @param players most features on a way; a polynomial has a degree one less
  IntegratedTrees.Pass[] passes(int players) {
    int needed = Math.max(1, (players + 1) / 2);
    GaussLegendre rule = GaussLegendre.of(needed);
    int count = (needed + WIDTH - 1) / WIDTH;
    double[] points = Arrays.copyOf(rule.points(), count * WIDTH);
    double[] weights = Arrays.copyOf(rule.weights(), count * WIDTH);
    IntegratedTrees.Pass[] passes = new IntegratedTrees.Pass[count];
    for (int pass = 0; pass < count; pass++) {
      int from = pass * WIDTH;
      passes[pass] =
          new IntegratedTrees.Pass(
              Arrays.copyOfRange(weights, from, from + WIDTH),
              setsAt(Arrays.copyOfRange(points, from, from + WIDTH)));
    }
    return passes;
  }

  private double[] setsAt(double[] points) {
    double[] sets = new double[2 * WIDTH * (joints.size() + 1)];
    for (int set = 0; set <= joints.size(); set++) {
      double share = set == 0 ? 1 : joints.get(set - 1);
      for (int q = 0; q < WIDTH; q++) {
        // Points beyond the rule's have weight 0 and lie where nothing divides by 0.
        double t = points[q] > 0 ? points[q] : 0.5;
        double below = share + (1 - share) * t;
        sets[2 * WIDTH * set + q] = t / below;
        sets[2 * WIDTH * set + WIDTH + q] = share / (below * below);
      }
    }
    return sets;
  }
}
