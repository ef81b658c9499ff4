package io.quittance.core.treeshap;

import io.quittance.core.explain.Explanation;
import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.SortableKey;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Exact path-dependent SHAP values of a forest (Lundberg, Erion and Lee 2018), on the margin
/// scale, in double.
///
/// The contributions and the base value add up to the sum of the leaves to about 1e-12; a forest
/// that sums in float has a margin that differs from that by float rounding (about 1e-6). Small
/// trees are tabulated once, larger ones integrated for each row; both give what Algorithm 2 of the
/// paper gives, to about 1e-13. Immutable and safe to share; a [Scratch] belongs to one thread.
public final class TreeShap {

  /// Where tables stay in the processor's caches they are faster than the integral: 200 trees of
  /// depth 4 take about 1 MB.
  private static final long MAX_TABLES = 4L << 20;

  /// Trees integrated together.
  private static final int GROVE = 16;

  private final int features;
  private final CategoryEncodings lookups;
  private final int maxDepth;
  private final int slots;
  private final double baseValue;
  private final List<Explained> trees;

  private TreeShap(TreeEnsemble ensemble, List<Explained> trees) {
    this.features = ensemble.features();
    this.lookups = ensemble.encodings();
    this.maxDepth = ensemble.maxDepth();
    this.slots = trees.stream().mapToInt(Explained::slots).max().orElse(0);
    this.baseValue =
        ensemble.trees().stream()
            .mapToDouble(tree -> expected(tree, 0))
            .reduce(ensemble.baseValue(), Double::sum);
    this.trees = List.copyOf(trees);
  }

  /// Prepares an ensemble. Takes milliseconds to tenths of a second.
  ///
  /// @throws IllegalArgumentException when a tree has no covers
  public static TreeShap of(TreeEnsemble ensemble) {
    return of(ensemble, MAX_TABLES);
  }

  /// @param budget bytes that tables may take; 0 to integrate every tree
  static TreeShap of(TreeEnsemble ensemble, long budget) {
    requireCovers(ensemble);
    List<Explained> explained = new ArrayList<>();
    List<Tree> grove = new ArrayList<>();
    long left = budget;
    for (Tree tree : ensemble.trees()) {
      if (left > 0 && TableTree.fits(tree)) {
        TableTree tables = TableTree.of(tree);
        left -= tables.bytes();
        explained.add(tables);
      } else if (tree.depth() > 0) {
        grove.add(tree);
      }
      if (grove.size() == GROVE) {
        explained.add(IntegratedTrees.of(List.copyOf(grove)));
        grove.clear();
      }
    }
    if (!grove.isEmpty()) {
      explained.add(IntegratedTrees.of(List.copyOf(grove)));
    }
    return new TreeShap(ensemble, explained);
  }

  /// Prepares an ensemble to be walked by Algorithm 2: slow, and what the others are held against.
  ///
  /// @throws IllegalArgumentException when a tree has no covers
  public static TreeShap walking(TreeEnsemble ensemble) {
    requireCovers(ensemble);
    return new TreeShap(
        ensemble, ensemble.trees().stream().<Explained>map(RecursiveTree::new).toList());
  }

  private static void requireCovers(TreeEnsemble ensemble) {
    if (!ensemble.hasCovers()) {
      throw new IllegalArgumentException("path-dependent explanations need covers in every tree");
    }
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
    return new Scratch(features, maxDepth, slots);
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
    double[] contributions = new double[features];
    add(row, 0, contributions, scratch);
    return new Explanation(baseValue, contributions);
  }

  /// Explains many rows without allocation; a row's contributions have the same bits alone and in
  /// any batch.
  ///
  /// @param rows raw, row-major, `n · features()` values or more; `NaN` is a missing value
  /// @param out receives the contributions, row-major, `n · features()` values
  public void explain(float[] rows, int n, double[] out, Scratch scratch) {
    double[] contributions = scratch.contributions;
    for (int i = 0; i < n; i++) {
      Arrays.fill(contributions, 0);
      add(rows, i * features, contributions, scratch);
      System.arraycopy(contributions, 0, out, i * features, features);
    }
  }

  private void add(float[] rows, int offset, double[] contributions, Scratch scratch) {
    SortableKey.fill(rows, offset, scratch.keys, lookups);
    for (Explained tree : trees) {
      tree.add(scratch, contributions);
    }
  }

  /// A tree or some, ready to explain.
  sealed interface Explained permits TableTree, IntegratedTrees, RecursiveTree {

    /// Adds the contributions for the row whose keys the scratch holds.
    void add(Scratch scratch, double[] contributions);

    /// The slots of [IntegratedTrees.Memory] this takes.
    default int slots() {
      return 0;
    }
  }

  /// Working memory of one thread.
  public static final class Scratch {
    final long[] keys;
    final int[] pathFeature;
    final double[] pathZero;
    final double[] pathOne;
    final double[] pathWeight;
    final double[] contributions;
    final IntegratedTrees.Memory memory;

    private Scratch(int features, int maxDepth, int integrated) {
      int slots = (maxDepth + 2) * (maxDepth + 3) / 2;
      keys = new long[2 * features];
      pathFeature = new int[slots];
      pathZero = new double[slots];
      pathOne = new double[slots];
      pathWeight = new double[slots];
      contributions = new double[features];
      memory = new IntegratedTrees.Memory(integrated);
    }
  }
}
