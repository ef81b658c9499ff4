package io.quittance.core.treeshap;

import io.quittance.core.forest.SortableKey;
import io.quittance.core.forest.Tree;

/// A tree explained by Algorithm 2 of Lundberg, Erion and Lee (2018): one walk over all leaves that
/// carries, for the features on the way, the weights of the subsets of every size.
final class RecursiveTree implements TreeShap.Explained {

  private final Tree tree;
  private final long[] decisions;
  private final double[] leftShare;

  RecursiveTree(Tree tree) {
    this.tree = tree;
    this.decisions = new long[tree.size()];
    this.leftShare = new double[tree.size()];
    for (int node = 0; node < tree.size(); node++) {
      if (!tree.isLeaf(node)) {
        decisions[node] =
            SortableKey.decision(
                tree.threshold()[node], tree.feature()[node], tree.missingLeft()[node]);
        leftShare[node] = TreeShap.leftShare(tree, node);
      }
    }
  }

  @Override
  public void add(TreeShap.Scratch scratch, double[] contributions) {
    walk(scratch, contributions, 0, 0, 0, 1, 1, -1);
  }

  /// @param from where the parent's path begins in the scratch; this node's copy follows it
  /// @param length entries on the parent's path
  private void walk(
      TreeShap.Scratch s,
      double[] contributions,
      int node,
      int from,
      int length,
      double zero,
      double one,
      int feature) {
    int start = from + length;
    copy(s, from, start, length);
    int depth = length;
    extend(s, start, depth, zero, one, feature);
    if (tree.isLeaf(node)) {
      double value = tree.value()[node];
      for (int i = 1; i <= depth; i++) {
        double weight = unwoundSum(s, start, depth, i);
        contributions[s.pathFeature[start + i]] +=
            weight * (s.pathOne[start + i] - s.pathZero[start + i]) * value;
      }
      return;
    }
    boolean goesLeft = SortableKey.goesLeft(decisions[node], s.keys) != 0;
    int asked = tree.feature()[node];
    double zeroSoFar = 1;
    double oneSoFar = 1;
    int known = 1;
    while (known <= depth && s.pathFeature[start + known] != asked) {
      known++;
    }
    if (known <= depth) {
      zeroSoFar = s.pathZero[start + known];
      oneSoFar = s.pathOne[start + known];
      unwind(s, start, depth, known);
      depth--;
    }
    double share = leftShare[node];
    int next = depth + 1;
    double oneLeft = goesLeft ? oneSoFar : 0;
    double oneRight = goesLeft ? 0 : oneSoFar;
    walk(s, contributions, tree.left()[node], start, next, zeroSoFar * share, oneLeft, asked);
    walk(
        s,
        contributions,
        tree.right()[node],
        start,
        next,
        zeroSoFar * (1 - share),
        oneRight,
        asked);
  }

  private static void copy(TreeShap.Scratch s, int from, int to, int length) {
    System.arraycopy(s.pathFeature, from, s.pathFeature, to, length);
    System.arraycopy(s.pathZero, from, s.pathZero, to, length);
    System.arraycopy(s.pathOne, from, s.pathOne, to, length);
    System.arraycopy(s.pathWeight, from, s.pathWeight, to, length);
  }

  private static void extend(
      TreeShap.Scratch s, int start, int depth, double zero, double one, int feature) {
    double[] weight = s.pathWeight;
    s.pathFeature[start + depth] = feature;
    s.pathZero[start + depth] = zero;
    s.pathOne[start + depth] = one;
    weight[start + depth] = depth == 0 ? 1 : 0;
    for (int i = depth - 1; i >= 0; i--) {
      weight[start + i + 1] += one * weight[start + i] * (i + 1) / (depth + 1);
      weight[start + i] = zero * weight[start + i] * (depth - i) / (depth + 1);
    }
  }

  private static void unwind(TreeShap.Scratch s, int start, int depth, int index) {
    double[] weight = s.pathWeight;
    double one = s.pathOne[start + index];
    double zero = s.pathZero[start + index];
    double next = weight[start + depth];
    for (int i = depth - 1; i >= 0; i--) {
      if (one != 0) {
        double kept = weight[start + i];
        weight[start + i] = next * (depth + 1) / ((i + 1) * one);
        next = kept - weight[start + i] * zero * (depth - i) / (depth + 1);
      } else {
        weight[start + i] = zero == 0 ? 0 : weight[start + i] * (depth + 1) / (zero * (depth - i));
      }
    }
    for (int i = index; i < depth; i++) {
      s.pathFeature[start + i] = s.pathFeature[start + i + 1];
      s.pathZero[start + i] = s.pathZero[start + i + 1];
      s.pathOne[start + i] = s.pathOne[start + i + 1];
    }
  }

  private static double unwoundSum(TreeShap.Scratch s, int start, int depth, int index) {
    double[] weight = s.pathWeight;
    double one = s.pathOne[start + index];
    double zero = s.pathZero[start + index];
    double next = weight[start + depth];
    double total = 0;
    for (int i = depth - 1; i >= 0; i--) {
      if (one != 0) {
        double part = next * (depth + 1) / ((i + 1) * one);
        total += part;
        next = weight[start + i] - part * zero * (depth - i) / (depth + 1);
      } else if (zero != 0) {
        total += weight[start + i] * (depth + 1) / (zero * (depth - i));
      }
    }
    return total;
  }
}
