package io.quittance.core.treeshap;

import io.quittance.core.forest.SortableKey;
import io.quittance.core.forest.Tree;
import org.jspecify.annotations.Nullable;

/// A node of one of the trees; equal to itself alone.
record TreeNode(int treeIndex, Tree tree, int index) {

  boolean isLeaf() {
    return tree.isLeaf(index);
  }

  boolean isOverLeaves() {
    return !isLeaf() && left().isLeaf() && right().isLeaf();
  }

  int feature() {
    return tree.feature()[index];
  }

  double value() {
    return tree.value()[index];
  }

  double leftShare() {
    return TreeShap.leftShare(tree, index);
  }

  /// Returns `b - p` for a row that goes right, and for one that goes left.
  double[] departures() {
    return new double[] {-leftShare(), 1 - leftShare()};
  }

  /// Returns, for a decision over two leaves, `(b - p) (L - R)` for right and for left, and the
  /// value expected at `t = 0`.
  double[] lowerValues() {
    double right = right().value();
    double difference = left().value() - right;
    return new double[] {
      -leftShare() * difference, (1 - leftShare()) * difference, right + leftShare() * difference
    };
  }

  /// Returns the decision as [SortableKey] packs it.
  long decision() {
    return SortableKey.decision(tree.threshold()[index], feature(), tree.missingLeft()[index]);
  }

  TreeNode left() {
    return new TreeNode(treeIndex, tree, tree.left()[index]);
  }

  TreeNode right() {
    return new TreeNode(treeIndex, tree, tree.right()[index]);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TreeNode node && node.treeIndex == treeIndex && node.index == index;
  }

  @Override
  public int hashCode() {
    return 31 * treeIndex + index;
  }
}
