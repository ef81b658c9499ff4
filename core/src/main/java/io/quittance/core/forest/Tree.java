package io.quittance.core.forest;

import io.quittance.core.model.ModelRefusedException;
import java.util.Arrays;

/// One decision tree as parallel arrays; node 0 is the root.
///
/// A row goes left when `x[feature] < threshold` (strictly, in float arithmetic, where `-0.0`
/// equals `0.0`), and a missing value (`NaN`) goes where `missingLeft` says. The arrays are shared,
/// not copied: a caller that hands them over must not change them.
///
/// @param feature index of the feature that a node tests; 0 at leaves
/// @param threshold never `NaN`; may be infinite
/// @param left child taken when the condition holds, or [#LEAF]
/// @param right the other child, or [#LEAF]
/// @param missingLeft whether a missing value goes left
/// @param value what a leaf adds to the margin; 0 at inner nodes; no larger than a float can be
/// @param cover training weight that passed through each node; empty when unknown
@SuppressWarnings("ArrayRecordComponent")
public record Tree(
    int[] feature,
    float[] threshold,
    int[] left,
    int[] right,
    boolean[] missingLeft,
    double[] value,
    double[] cover) {

  /// Child index that marks a leaf.
  public static final int LEAF = -1;

  static final int MAX_DEPTH = 64;

  /// Verifies that the arrays form one tree, in which each node is reachable from the root by
  /// exactly one path of at most 64 steps.
  ///
  /// @throws ModelRefusedException with the rule that the arrays break, such as `tree-cycle` or
  ///   `threshold-nan`
  public Tree {
    int size = left.length;
    require(size > 0, "tree-empty", "a tree needs a root");
    require(
        feature.length == size
            && threshold.length == size
            && right.length == size
            && missingLeft.length == size
            && value.length == size
            && (cover.length == size || cover.length == 0),
        "tree-lengths",
        "the arrays of a tree differ in length");
    checkNumbers(feature, threshold, left, value, cover);
    checkShape(left, right);
  }

  /// Creates a tree whose leaves are floats.
  ///
  /// @throws ModelRefusedException with the rule that the arrays break
  public Tree(
      int[] feature,
      float[] threshold,
      int[] left,
      int[] right,
      boolean[] missingLeft,
      float[] value,
      double[] cover) {
    this(feature, threshold, left, right, missingLeft, widened(value), cover);
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /// Returns the float threshold that separates floats as a double threshold does.
  ///
  /// @param threshold not `NaN`
  /// @param orEqual whether a value equal to the threshold also goes left; not allowed with an
  ///   infinite threshold, for which no float bound is strict enough
  /// @return `t` such that `x < t` if and only if `x < threshold`, or `x <= threshold`, for every
  ///   float `x`
  public static float strictBelow(double threshold, boolean orEqual) {
    float near = (float) threshold;
    if (orEqual) {
      return Math.nextUp(near > threshold ? Math.nextDown(near) : near);
    }
    return near < threshold ? Math.nextUp(near) : near;
  }

  private static void checkNumbers(
      int[] feature, float[] threshold, int[] left, double[] value, double[] cover) {
    for (int i = 0; i < left.length; i++) {
      if (left[i] == LEAF) {
        require(Float.isFinite((float) value[i]), "leaf-not-finite", "a leaf value is not finite");
      } else {
        require(!Float.isNaN(threshold[i]), "threshold-nan", "a threshold is not a number");
        require(feature[i] >= 0, "feature-range", "a feature index is negative");
      }
    }
    for (double weight : cover) {
      require(weight >= 0 && weight < 1e300, "cover-range", "a cover is negative or not finite");
    }
  }

  private static void checkShape(int[] left, int[] right) {
    int size = left.length;
    int[] depth = new int[size];
    Arrays.fill(depth, -1);
    int[] stack = new int[size + 1];
    int top = 0;
    stack[top++] = 0;
    depth[0] = 0;
    int seen = 0;
    while (top > 0) {
      int node = stack[--top];
      seen++;
      boolean leaf = left[node] == LEAF;
      require(
          leaf == (right[node] == LEAF), "tree-shape", "a node has one child where it needs two");
      if (leaf) {
        continue;
      }
      require(depth[node] < MAX_DEPTH, "tree-depth", "a tree is deeper than " + MAX_DEPTH);
      for (int child : new int[] {left[node], right[node]}) {
        require(child > 0 && child < size, "tree-child-range", "a child lies outside the tree");
        require(depth[child] < 0, "tree-cycle", "a node is reachable by two paths");
        depth[child] = depth[node] + 1;
        stack[top++] = child;
      }
    }
    require(seen == size, "tree-unreachable", "a node cannot be reached from the root");
  }

  private static void require(boolean condition, String rule, String message) {
    if (!condition) {
      throw new ModelRefusedException(rule, message);
    }
  }

  /// Returns a tree of one leaf.
  public static Tree leaf(double value, double cover) {
    return new Tree(
        new int[1],
        new float[1],
        new int[] {LEAF},
        new int[] {LEAF},
        new boolean[1],
        new double[] {value},
        new double[] {cover});
  }

  /// Returns the number of nodes.
  public int size() {
    return left.length;
  }

  /// Returns whether a node is a leaf.
  public boolean isLeaf(int node) {
    return left[node] == LEAF;
  }

  /// Returns whether covers are known and consistent: the cover of every inner node is about the
  /// sum of its children's.
  ///
  /// Converters that do not know the covers write ones or nothing; this check distinguishes both
  /// from real covers.
  public boolean hasCover() {
    if (cover.length == 0) {
      return false;
    }
    for (int i = 0; i < left.length; i++) {
      if (!isLeaf(i)) {
        double children = cover[left[i]] + cover[right[i]];
        if (Math.abs(children - cover[i]) > 1e-3 * Math.max(cover[i], children) + 1e-6) {
          return false;
        }
      }
    }
    return true;
  }

  /// Returns the number of decisions on the longest path to a leaf; 0 for a single leaf.
  public int depth() {
    return depthFrom(0);
  }

  private int depthFrom(int node) {
    return isLeaf(node) ? 0 : 1 + Math.max(depthFrom(left[node]), depthFrom(right[node]));
  }

  /// Returns the leaf that a row reaches.
  ///
  /// @param rows row-major values
  /// @param offset position of the row's first value
  int leafOf(float[] rows, int offset) {
    int node = 0;
    while (left[node] != LEAF) {
      float x = rows[offset + feature[node]];
      boolean goesLeft = Float.isNaN(x) ? missingLeft[node] : x < threshold[node];
      node = goesLeft ? left[node] : right[node];
    }
    return node;
  }

  Tree withCover(double[] newCover) {
    return new Tree(feature, threshold, left, right, missingLeft, value, newCover);
  }
}
