package io.quittance.core.forest;

import java.util.List;

/// Trees that are too deep to be made complete, walked by links over one array of nodes.
///
/// A node is its decision and the position of its right child; the left child precedes the right
/// one. A leaf is a decision that sends every row right and links to itself, so that finished trees
/// wait for the others.
final class LinkedTrees extends TreeGroup {

  private static final long RIGHT = SortableKey.decision(Float.NEGATIVE_INFINITY, 0, false);

  private final int[] roots;
  private final long[] decisions;
  private final int[] right;

  private LinkedTrees(int[] roots, int nodes, Precision precision) {
    super(precision, nodes);
    this.roots = roots;
    this.decisions = new long[nodes];
    this.right = new int[nodes];
  }

  static LinkedTrees of(List<Tree> trees, Precision precision) {
    int nodes = trees.stream().mapToInt(Tree::size).sum();
    LinkedTrees group = new LinkedTrees(new int[trees.size()], nodes, precision);
    int free = 0;
    for (int t = 0; t < trees.size(); t++) {
      group.roots[t] = free;
      free = group.place(trees.get(t), 0, free, free + 1);
    }
    return group;
  }

  /// Places a node and its descendants.
  ///
  /// @return the next free position
  private int place(Tree tree, int node, int at, int free) {
    if (tree.isLeaf(node)) {
      decisions[at] = RIGHT;
      right[at] = at;
      putLeaf(at, tree.value()[node]);
      return free;
    }
    decisions[at] =
        SortableKey.decision(
            tree.threshold()[node], tree.feature()[node], tree.missingLeft()[node]);
    right[at] = free + 1;
    int next = place(tree, tree.left()[node], free, free + 2);
    return place(tree, tree.right()[node], free + 1, next);
  }

  @Override
  double add(long[] keys, double sum) {
    return roots.length == WIDTH ? addEight(keys, sum) : addEach(keys, sum);
  }

  private double addEach(long[] keys, double sum) {
    double total = sum;
    for (int root : roots) {
      int from = root;
      int to = step(from, keys);
      while (to != from) {
        from = to;
        to = step(from, keys);
      }
      total = plus(total, to);
    }
    return total;
  }

  /// Walks eight trees in parallel until none of them moves. A child lies behind its parent, so the
  /// sum of the positions grows with every move.
  private double addEight(long[] keys, double sum) {
    int a = roots[0];
    int b = roots[1];
    int c = roots[2];
    int d = roots[3];
    int e = roots[4];
    int f = roots[5];
    int g = roots[6];
    int h = roots[7];
    int before;
    int places = a + b + c + d + e + f + g + h;
    do {
      before = places;
      a = step(a, keys);
      b = step(b, keys);
      c = step(c, keys);
      d = step(d, keys);
      e = step(e, keys);
      f = step(f, keys);
      g = step(g, keys);
      h = step(h, keys);
      places = a + b + c + d + e + f + g + h;
    } while (places != before);
    return plus(sum, a, b, c, d, e, f, g, h);
  }

  private int step(int node, long[] keys) {
    return right[node] - (int) SortableKey.goesLeft(decisions[node], keys);
  }
}
