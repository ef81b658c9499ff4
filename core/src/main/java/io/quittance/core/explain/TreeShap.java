package io.quittance.core.explain;

import io.quittance.core.model.Lookups;
import io.quittance.core.model.SortableKey;
import io.quittance.core.model.Tree;
import io.quittance.core.model.TreeEnsemble;
import java.util.ArrayList;
import java.util.List;

/// Exact path-dependent SHAP values of a forest (Lundberg, Erion and Lee 2018, Algorithm 2), on the
/// margin scale, in double.
///
/// The contributions and the base value add up to the sum of the leaves to about 1e-12; the forest
/// itself sums in float, so its margin differs from that by float rounding (about 1e-6). Shallow
/// trees are tabulated once, deep ones walked by the algorithm itself; both give the same values to
/// rounding. Immutable and safe to share; a [Scratch] belongs to one thread.
public final class TreeShap {

  /// Tables of a model that anyone trains take far less: 200 trees of depth 4 about 1 MB, 300 of
  /// depth 6 about 34 MB.
  private static final long MAX_TABLES = 96L << 20;

  private final int features;
  private final Lookups lookups;
  private final int maxDepth;
  private final double baseValue;
  private final List<Explained> trees;

  private TreeShap(
      int features, Lookups lookups, int maxDepth, double baseValue, List<Explained> trees) {
    this.features = features;
    this.lookups = lookups;
    this.maxDepth = maxDepth;
    this.baseValue = baseValue;
    this.trees = trees;
  }

  /// Prepares an ensemble, tabulating what is shallow enough.
  ///
  /// @throws IllegalArgumentException when a tree has no covers
  public static TreeShap of(TreeEnsemble ensemble) {
    return of(ensemble, MAX_TABLES);
  }

  /// Prepares an ensemble to be walked by Algorithm 2 alone: slow, without tables, and the
  /// reference for them.
  ///
  /// @throws IllegalArgumentException when a tree has no covers
  public static TreeShap walking(TreeEnsemble ensemble) {
    return of(ensemble, 0);
  }

  /// @param budget bytes that tables may take; 0 to walk every tree by the algorithm
  static TreeShap of(TreeEnsemble ensemble, long budget) {
    if (!ensemble.hasCovers()) {
      throw new IllegalArgumentException("path-dependent explanations need covers in every tree");
    }
    double base = ensemble.baseValue();
    List<Explained> explained = new ArrayList<>();
    long left = budget;
    for (Tree tree : ensemble.trees()) {
      base += expected(tree, 0);
      if (left > 0 && TableTree.fits(tree)) {
        TableTree tables = TableTree.of(tree);
        left -= tables.bytes();
        explained.add(tables);
      } else {
        explained.add(new RecursiveTree(tree));
      }
    }
    return new TreeShap(
        ensemble.features(), ensemble.lookups(), ensemble.maxDepth(), base, List.copyOf(explained));
  }

  private static double expected(Tree tree, int node) {
    if (tree.isLeaf(node)) {
      return tree.value()[node];
    }
    double share = leftShare(tree, node);
    return share * expected(tree, tree.left()[node])
        + (1 - share) * expected(tree, tree.right()[node]);
  }

  /// The share of a node's cover that goes left; one half where neither child has any.
  static double leftShare(Tree tree, int node) {
    double left = tree.cover()[tree.left()[node]];
    double both = left + tree.cover()[tree.right()[node]];
    return both > 0 ? left / both : 0.5;
  }

  public int features() {
    return features;
  }

  /// The margin expected over the training data.
  public double baseValue() {
    return baseValue;
  }

  public Scratch scratch() {
    return new Scratch(features, maxDepth);
  }

  public Explanation explain(float[] row) {
    return explain(row, scratch());
  }

  /// Explains one row; allocates the result alone.
  ///
  /// @param row raw; `NaN` is a missing value
  public Explanation explain(float[] row, Scratch scratch) {
    if (row.length != features) {
      throw new IllegalArgumentException(
          "a row has " + row.length + " values where " + features + " are expected");
    }
    SortableKey.fill(row, 0, scratch.keys, lookups);
    double[] contributions = new double[features];
    for (Explained tree : trees) {
      tree.add(scratch, contributions);
    }
    return new Explanation(baseValue, contributions);
  }

  /// Explains many rows without allocation; a row's contributions have the same bits alone and in
  /// any batch.
  ///
  /// @param rows row-major, `n · features()` values or more; `NaN` is a missing value
  /// @param out receives the contributions, row-major, `n · features()` values
  public void explain(float[] rows, int n, double[] out, Scratch scratch) {
    double[] contributions = new double[features];
    for (int i = 0; i < n; i++) {
      SortableKey.fill(rows, i * features, scratch.keys);
      java.util.Arrays.fill(contributions, 0);
      for (Explained tree : trees) {
        tree.add(scratch, contributions);
      }
      System.arraycopy(contributions, 0, out, i * features, features);
    }
  }

  /// One tree, ready to explain.
  sealed interface Explained permits TableTree, RecursiveTree {

    /// Adds the tree's contributions for the row whose keys the scratch holds.
    void add(Scratch scratch, double[] contributions);
  }

  /// Working memory of one thread.
  public static final class Scratch {
    final long[] keys;
    final int[] pathFeature;
    final double[] pathZero;
    final double[] pathOne;
    final double[] pathWeight;

    private Scratch(int features, int maxDepth) {
      int slots = (maxDepth + 2) * (maxDepth + 3) / 2;
      keys = new long[2 * features];
      pathFeature = new int[slots];
      pathZero = new double[slots];
      pathOne = new double[slots];
      pathWeight = new double[slots];
    }
  }
}
