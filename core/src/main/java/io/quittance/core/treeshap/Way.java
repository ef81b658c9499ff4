package io.quittance.core.treeshap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of a tree and the features asked on the way to it, each once.
record Way(TreeNode node, List<Asked> asked) {

  /// A feature on the way.
  ///
  /// @param share of cover that satisfies all its decisions so far
  /// @param node where it was asked last, if it was
  /// @param left whether the way goes left there
  record Asked(int feature, double share, @Nullable TreeNode node, boolean left) {}

  /// Returns what was asked before about the feature of the node; with a share of 1 and without a
  /// node when nothing was.
  Asked before() {
    for (Asked one : asked) {
      if (one.feature == node.feature()) {
        return one;
      }
    }
    return new Asked(node.feature(), 1, null, false);
  }

  /// Returns whether the node asks about a feature that was asked on the way.
  boolean asksAgain() {
    return before().node != null;
  }

  /// Returns the way to a child of the node.
  Way child(boolean left) {
    Asked before = before();
    double share = left ? node.leftShare() : 1 - node.leftShare();
    List<Asked> next = new ArrayList<>(asked);
    next.remove(before);
    next.add(new Asked(before.feature, before.share * share, node, left));
    return new Way(left ? node.left() : node.right(), next);
  }

  /// Returns whether both children are decisions over leaves and none of the three asks again.
  boolean isTriple() {
    Way left = child(true);
    Way right = child(false);
    return left.node.isOverLeaves()
        && right.node.isOverLeaves()
        && !asksAgain()
        && !left.asksAgain()
        && !right.asksAgain();
  }
}
