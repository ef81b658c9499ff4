package io.quittance.core.model;

import java.util.ArrayList;
import java.util.List;

/// Some neighbouring trees, compiled; adds their leaves to a sum in tree order.
sealed interface TreeGroup {

  int WIDTH = 8;

  /// Completed slots a forest may take (about 50 MB): beyond them a lopsided forest is walked by
  /// pointers.
  int MAX_SLOTS = 1 << 22;

  /// The sum plus this group's leaves.
  ///
  /// @param keys as [SortableKey#fill] writes them
  float add(long[] keys, float sum);

  /// Cuts the trees into groups: eight shallow neighbours together, everything else alone.
  static List<TreeGroup> of(List<Tree> trees) {
    List<TreeGroup> groups = new ArrayList<>();
    int slots = 0;
    int i = 0;
    while (i < trees.size()) {
      int depth = 0;
      int end = i;
      while (end < trees.size() && end - i < WIDTH) {
        int next = trees.get(end).depth();
        if (next > FlatForest.MAX_COMPLETE_DEPTH) {
          break;
        }
        depth = Math.max(depth, next);
        end++;
      }
      if (end > i && end - i < WIDTH) {
        end = i + 1;
        depth = trees.get(i).depth();
      }
      int wanted = (end - i) << depth;
      if (end > i && slots + wanted <= MAX_SLOTS) {
        groups.add(Complete.of(trees.subList(i, end), depth));
        slots += wanted;
        i = end;
      } else {
        groups.add(Pointers.of(trees.get(i)));
        i++;
      }
    }
    return List.copyOf(groups);
  }

  /// Complete trees of one depth: node `i` has its children at `2i + 1` and `2i + 2`. Shallower
  /// leaves are repeated below.
  final class Complete implements TreeGroup {
    private final int depth;
    private final int stride;
    private final int leafStride;
    private final int count;
    private final long[] decisions;
    private final float[] leaves;

    private Complete(int depth, int count) {
      this.depth = depth;
      this.count = count;
      this.leafStride = 1 << depth;
      this.stride = leafStride - 1;
      this.decisions = new long[stride * count];
      this.leaves = new float[leafStride * count];
    }

    static Complete of(List<Tree> trees, int depth) {
      Complete group = new Complete(depth, trees.size());
      for (int t = 0; t < trees.size(); t++) {
        group.place(trees.get(t), 0, t, 0, 0);
      }
      return group;
    }

    private void place(Tree tree, int node, int t, int slot, int level) {
      if (level == depth) {
        leaves[t * leafStride + slot - stride] = (float) tree.value()[node];
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
    public float add(long[] keys, float sum) {
      return count == WIDTH ? addEight(keys, sum) : addEach(keys, sum);
    }

    private float addEach(long[] keys, float sum) {
      float total = sum;
      for (int t = 0; t < count; t++) {
        int i = 0;
        for (int level = 0; level < depth; level++) {
          i = step(decisions[t * stride + i], keys, i);
        }
        total += leaves[t * leafStride + i - stride];
      }
      return total;
    }

    /// The walks of eight trees side by side, so that their memory loads overlap.
    private float addEight(long[] keys, float sum) {
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
      final float[] values = leaves;
      final int l = leafStride;
      float total = sum + values[a - s];
      total += values[l + b - s];
      total += values[2 * l + c - s];
      total += values[3 * l + d - s];
      total += values[4 * l + e - s];
      total += values[5 * l + f - s];
      total += values[6 * l + g - s];
      return total + values[7 * l + h - s];
    }

    private static int step(long decision, long[] keys, int i) {
      return 2 * i + 2 - (int) SortableKey.goesLeft(decision, keys);
    }
  }

  /// One tree too deep to be completed, walked by its child pointers.
  final class Pointers implements TreeGroup {
    private final Tree tree;
    private final long[] decisions;

    private Pointers(Tree tree, long[] decisions) {
      this.tree = tree;
      this.decisions = decisions;
    }

    static Pointers of(Tree tree) {
      long[] decisions = new long[tree.size()];
      for (int node = 0; node < decisions.length; node++) {
        if (!tree.isLeaf(node)) {
          decisions[node] =
              SortableKey.decision(
                  tree.threshold()[node], tree.feature()[node], tree.missingLeft()[node]);
        }
      }
      return new Pointers(tree, decisions);
    }

    @Override
    public float add(long[] keys, float sum) {
      int[] left = tree.left();
      int[] right = tree.right();
      int node = 0;
      while (left[node] != Tree.LEAF) {
        node = SortableKey.goesLeft(decisions[node], keys) != 0 ? left[node] : right[node];
      }
      return sum + (float) tree.value()[node];
    }
  }
}
