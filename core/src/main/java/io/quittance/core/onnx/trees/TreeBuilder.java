package io.quittance.core.onnx.trees;

import io.quittance.core.forest.Tree;
import io.quittance.core.model.ModelRefusedException;

/// Builds one [Tree] from the nodes of a graph. Not thread-safe.
final class TreeBuilder {

  private final int columns;
  private final int[] feature;
  private final float[] threshold;
  private final int[] left;
  private final int[] right;
  private final boolean[] missingLeft;
  private final double[] value;
  private final double[] cover;
  private boolean supported = true;

  /// @param columns number of columns of the operator's input
  /// @param covers whether the file contains covers
  TreeBuilder(int size, int columns, boolean covers) {
    this.columns = columns;
    this.feature = new int[size];
    this.threshold = new float[size];
    this.left = new int[size];
    this.right = new int[size];
    this.missingLeft = new boolean[size];
    this.value = new double[size];
    this.cover = new double[covers ? size : 0];
  }

  void leaf(int node, double weight) {
    left[node] = Tree.LEAF;
    right[node] = Tree.LEAF;
    value[node] = weight;
  }

  /// Adds an inner node.
  ///
  /// @param whenTrue child taken when the test is true
  /// @throws ModelRefusedException when the column does not exist or the threshold is not a number
  void branch(
      int node,
      BranchMode branch,
      long column,
      double bound,
      boolean missingTrue,
      int whenTrue,
      int whenFalse) {
    if (column < 0 || column >= columns) {
      throw new ModelRefusedException(
          "feature-range", "a tree tests a feature that does not exist");
    }
    if (Double.isNaN(bound) && branch != BranchMode.MEMBER) {
      throw new ModelRefusedException("threshold-nan", "a threshold is not a number");
    }
    supported &= branch.isThresholdTest(bound);
    feature[node] = (int) column;
    threshold[node] = branch.isThresholdTest(bound) ? branch.strictThreshold(bound) : 0;
    left[node] = branch.negated() ? whenFalse : whenTrue;
    right[node] = branch.negated() ? whenTrue : whenFalse;
    missingLeft[node] = missingTrue != branch.negated();
  }

  /// @param weight hit rate of the node; negative, infinite and `NaN` values count as 0
  void cover(int node, double weight) {
    if (cover.length != 0) {
      cover[node] = weight >= 0 && weight < Float.MAX_VALUE ? weight : 0;
    }
  }

  /// Returns whether a [Tree] can make the test of every node.
  boolean isSupported() {
    return supported;
  }

  /// @throws ModelRefusedException when the nodes do not form a tree
  Tree tree() {
    return new Tree(feature, threshold, left, right, missingLeft, value, cover);
  }
}
