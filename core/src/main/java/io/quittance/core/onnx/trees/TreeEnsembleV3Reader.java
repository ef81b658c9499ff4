package io.quittance.core.onnx.trees;

import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.Precision;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.OnnxGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the trees of one `TreeEnsembleRegressor` or `TreeEnsembleClassifier` node of `ai.onnx.ml`
/// 1 to 3.
///
/// The structure is always checked, because native code may read the same node later. The meaning
/// is interpreted only if it is unambiguous: comparisons with a threshold and one weight per leaf.
final class TreeEnsembleV3Reader {

  private static final String LEAF = "LEAF";
  private static final int MAX_TARGETS = 65_536;

  private final Node node;
  private final int columns;
  private final long[] treeIds;
  private final long[] nodeIds;
  private final long[] featureIds;
  private final long[] trueIds;
  private final long[] falseIds;
  private final long[] missingTrue;
  private final double[] values;
  private final double[] hitRates;
  private final List<String> modes;
  private final String weights;
  private final double[] leafWeights;
  private final Map<Long, Integer> rowOf = new HashMap<>();
  private boolean supported = true;

  private TreeEnsembleV3Reader(Node node, int columns) {
    this.node = node;
    this.columns = columns;
    this.treeIds = node.ints("nodes_treeids");
    this.nodeIds = node.ints("nodes_nodeids");
    this.featureIds = node.ints("nodes_featureids");
    this.trueIds = node.ints("nodes_truenodeids");
    this.falseIds = node.ints("nodes_falsenodeids");
    this.missingTrue = node.ints("nodes_missing_value_tracks_true");
    this.values = TreeAttributes.numbers(node, "nodes_values");
    this.hitRates = TreeAttributes.numbers(node, "nodes_hitrates");
    this.modes = node.strings("nodes_modes");
    this.weights = node.operator().equals("TreeEnsembleClassifier") ? "class" : "target";
    this.leafWeights = new double[treeIds.length];
  }

  /// Checks the node, and reads it if its meaning is supported.
  ///
  /// @param columns number of columns of the node's input
  /// @param precision type of the node's input, in which ONNX Runtime then sums the leaves
  /// @return the ensemble with its base value; empty when the meaning of the node is not supported
  /// @throws ModelRefusedException when the trees are malformed or refer to columns that do not
  ///   exist
  static Optional<TreeEnsemble> read(Node node, int columns, Precision precision) {
    TreeEnsembleV3Reader trees = new TreeEnsembleV3Reader(node, columns);
    trees.checkLengths();
    trees.indexNodes();
    trees.readLeafWeights();
    List<Tree> read = trees.trees();
    double[] base = TreeAttributes.numbers(node, "base_values");
    if (base.length > trees.targets()) {
      throw new ModelRefusedException("tree-lengths", "there are more base values than targets");
    }
    return trees.supported && base.length <= 1
        ? Optional.of(
            new TreeEnsemble(
                columns, base.length == 0 ? 0 : base[0], read, CategoryEncodings.NONE, precision))
        : Optional.empty();
  }

  private void checkLengths() {
    int n = treeIds.length;
    boolean fits =
        nodeIds.length == n
            && featureIds.length == n
            && trueIds.length == n
            && falseIds.length == n
            && values.length == n
            && modes.size() == n
            && (missingTrue.length == n || missingTrue.length == 0)
            && (hitRates.length == n || hitRates.length == 0);
    if (!fits || n == 0) {
      throw new ModelRefusedException("tree-lengths", "the arrays of the trees differ in length");
    }
  }

  private void indexNodes() {
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < treeIds.length; i++) {
      if ((i == 0 || treeIds[i] != treeIds[i - 1]) && !seen.add(treeIds[i])) {
        throw new ModelRefusedException("tree-order", "the nodes of a tree are not adjacent");
      }
      if (rowOf.put(key(treeIds[i], nodeIds[i]), i) != null) {
        throw new ModelRefusedException("tree-cycle", "two nodes of a tree share an id");
      }
    }
  }

  private static long key(long tree, long node) {
    if (tree < 0 || tree > Integer.MAX_VALUE || node < 0 || node > Integer.MAX_VALUE) {
      throw new ModelRefusedException("tree-child-range", "a tree or node id is out of range");
    }
    return tree << 32 | node;
  }

  private List<Tree> trees() {
    List<Tree> trees = new ArrayList<>();
    int from = 0;
    while (from < treeIds.length) {
      int to = from + 1;
      while (to < treeIds.length && treeIds[to] == treeIds[from]) {
        to++;
      }
      trees.add(tree(from, to));
      from = to;
    }
    return trees;
  }

  /// Returns the tree in rows `from` to `to`; a child outside these rows is rejected.
  private Tree tree(int from, int to) {
    TreeBuilder tree = new TreeBuilder(to - from, columns, hitRates.length != 0);
    for (int row = from; row < to; row++) {
      if (hitRates.length != 0) {
        tree.cover(row - from, hitRates[row]);
      }
      if (modes.get(row).equals(LEAF)) {
        tree.leaf(row - from, leafWeights[row]);
        continue;
      }
      tree.branch(
          row - from,
          BranchMode.of(modes.get(row)),
          featureIds[row],
          values[row],
          missingTrue.length != 0 && missingTrue[row] != 0,
          child(treeIds[row], trueIds[row], from, to),
          child(treeIds[row], falseIds[row], from, to));
    }
    supported &= tree.isSupported();
    return tree.tree();
  }

  private int child(long tree, long id, int from, int to) {
    Integer row = rowOf.get(key(tree, id));
    if (row == null || row < from || row >= to) {
      throw new ModelRefusedException("tree-child-range", "a child lies outside its tree");
    }
    return row - from;
  }

  private long targets() {
    if (weights.equals("target")) {
      return node.integer("n_targets", 1);
    }
    return Math.max(
        node.ints("classlabels_int64s").length, node.strings("classlabels_strings").size());
  }

  private void readLeafWeights() {
    long targets = targets();
    if (targets < 1 || targets > MAX_TARGETS) {
      throw new ModelRefusedException("tree-targets", "the number of targets is out of range");
    }
    long[] weightTrees = node.ints(weights + "_treeids");
    long[] weightNodes = node.ints(weights + "_nodeids");
    long[] weightIds = node.ints(weights + "_ids");
    double[] weight = TreeAttributes.numbers(node, weights + "_weights");
    int n = weight.length;
    if (weightTrees.length != n || weightNodes.length != n || weightIds.length != n) {
      throw new ModelRefusedException("tree-lengths", "the arrays of the leaves differ in length");
    }
    boolean[] weighed = new boolean[treeIds.length];
    supported = n == modes.stream().filter(LEAF::equals).count();
    for (int i = 0; i < n; i++) {
      Integer row = rowOf.get(key(weightTrees[i], weightNodes[i]));
      if (row == null || !modes.get(row).equals(LEAF)) {
        throw new ModelRefusedException("tree-leaf", "a weight does not belong to a leaf");
      }
      if (weightIds[i] < 0 || weightIds[i] >= targets || !Double.isFinite(weight[i])) {
        throw new ModelRefusedException("tree-leaf", "a weight or its target is out of range");
      }
      supported &= !weighed[row] && weightIds[i] == 0;
      weighed[row] = true;
      leafWeights[row] = weight[i];
    }
  }
}
