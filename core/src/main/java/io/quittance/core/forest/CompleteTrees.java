package io.quittance.core.forest;

import java.util.List;

/// Complete trees of one depth: node `i` has its children at `2i + 1` and `2i + 2`. Shallower
/// leaves are repeated below.
final class CompleteTrees extends TreeGroup {

  private final int depth;
  private final int stride;
  private final int leafStride;
  private final int count;
  private final long[] decisions;

  private CompleteTrees(int depth, int count, Precision precision) {
    super(precision, count << depth);
    this.depth = depth;
    this.count = count;
    this.leafStride = 1 << depth;
    this.stride = leafStride - 1;
    this.decisions = new long[stride * count];
  }

  static CompleteTrees of(List<Tree> trees, int depth, Precision precision) {
    CompleteTrees group = new CompleteTrees(depth, trees.size(), precision);
    for (int t = 0; t < trees.size(); t++) {
      group.place(trees.get(t), 0, t, 0, 0);
    }
    return group;
  }

  private void place(Tree tree, int node, int t, int slot, int level) {
    if (level == depth) {
      putLeaf(t * leafStride + slot - stride, tree.value()[node]);
      return;
    }
    boolean leaf = tree.isLeaf(node);
    if (!leaf) {
      decisions[t * stride + slot] =
          SortableKey.decision(
              tree.threshold()[node], tree.feature()[node], tree.missingLeft()[node]);
    }
    place(tree, leaf ? node : tree.left()[node], t, 2 * slot + 1, level + 1);
    place(tree, leaf ? node : tree.right()[node], t, 2 * slot + 2, level + 1);
  }

  @Override
  double add(long[] keys, double sum) {
    return count == WIDTH ? addEight(keys, sum) : addEach(keys, sum);
  }

  private double addEach(long[] keys, double sum) {
    double total = sum;
    for (int t = 0; t < count; t++) {
      int i = 0;
      for (int level = 0; level < depth; level++) {
        i = step(decisions[t * stride + i], keys, i);
      }
      total = plus(total, t * leafStride + i - stride);
    }
    return total;
  }

  /// Walks eight trees in parallel, so that their memory loads overlap.
  private double addEight(long[] keys, double sum) {
    final long[] nodes = decisions;
    final int s = stride;
    int a = 0;
    int b = 0;
    int c = 0;
    int d = 0;
    int e = 0;
    int f = 0;
    int g = 0;
    int h = 0;
    for (int level = 0; level < depth; level++) {
      a = step(nodes[a], keys, a);
      b = step(nodes[s + b], keys, b);
      c = step(nodes[2 * s + c], keys, c);
      d = step(nodes[3 * s + d], keys, d);
      e = step(nodes[4 * s + e], keys, e);
      f = step(nodes[5 * s + f], keys, f);
      g = step(nodes[6 * s + g], keys, g);
      h = step(nodes[7 * s + h], keys, h);
    }
    final int l = leafStride;
    return plus(
        sum,
        a - s,
        l + b - s,
        2 * l + c - s,
        3 * l + d - s,
        4 * l + e - s,
        5 * l + f - s,
        6 * l + g - s,
        7 * l + h - s);
  }

  private static int step(long decision, long[] keys, int i) {
    return 2 * i + 2 - (int) SortableKey.goesLeft(decision, keys);
  }
}
