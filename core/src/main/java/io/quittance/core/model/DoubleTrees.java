package io.quittance.core.model;

import java.util.List;

/// Trees whose leaves are summed in double, walked by child pointers over one array of nodes.
///
/// A node is its decision and the place of its left child; the right child stands next to it. A
/// leaf's place is the complement of its index among the leaves.
final class DoubleTrees {

  private final int[] roots;
  private final long[] decisions;
  private final int[] next;
  private final double[] leaves;

  private DoubleTrees(int[] roots, int nodes, int leaves) {
    this.roots = roots;
    this.decisions = new long[nodes];
    this.next = new int[nodes];
    this.leaves = new double[leaves];
  }

  static DoubleTrees of(List<Tree> trees) {
    int nodes = 0;
    int leaves = 0;
    for (Tree tree : trees) {
      nodes += tree.size();
      leaves += (tree.size() + 1) / 2;
    }
    DoubleTrees compiled = new DoubleTrees(new int[trees.size()], nodes, leaves);
    int[] free = new int[2];
    for (int t = 0; t < trees.size(); t++) {
      compiled.roots[t] = free[0]++;
      compiled.place(trees.get(t), 0, compiled.roots[t], free);
    }
    return compiled;
  }

  /// @param free the next free node and leaf
  private void place(Tree tree, int node, int at, int[] free) {
    if (tree.isLeaf(node)) {
      leaves[free[1]] = tree.value()[node];
      next[at] = ~free[1]++;
      return;
    }
    decisions[at] =
        SortableKey.decision(
            tree.threshold()[node], tree.feature()[node], tree.missingLeft()[node]);
    int children = free[0];
    next[at] = children;
    free[0] += 2;
    place(tree, tree.left()[node], children, free);
    place(tree, tree.right()[node], children + 1, free);
  }

  /// The sum plus each tree's leaf in order.
  ///
  /// @param keys as [SortableKey#fill] writes them
  double add(long[] keys, double sum) {
    double total = sum;
    for (int root : roots) {
      int to = next[root];
      int node = root;
      while (to >= 0) {
        node = to + 1 - (int) SortableKey.goesLeft(decisions[node], keys);
        to = next[node];
      }
      total += leaves[~to];
    }
    return total;
  }
}
