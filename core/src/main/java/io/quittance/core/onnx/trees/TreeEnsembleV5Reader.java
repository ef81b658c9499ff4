package io.quittance.core.onnx.trees;

import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.Precision;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.OnnxGraph.Node;
import io.quittance.core.onnx.OnnxGraph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the trees of one `TreeEnsemble` node of `ai.onnx.ml` 5, in which nodes and leaves are
/// numbered separately and across all trees.
///
/// A tree of one leaf is a node whose two children are both that leaf. (ONNX Runtime 1.29 gives
/// such a tree the weight of its neighbour unless it comes first; golden rows expose such a model.)
/// Otherwise no node or leaf may be reachable by two paths. The structure of membership tests is
/// checked; they are left to ONNX Runtime.
final class TreeEnsembleV5Reader {

  private static final int MAX_TARGETS = 65_536;

  private final int columns;
  private final long[] featureIds;
  private final long[] trueIds;
  private final long[] falseIds;
  private final long[] trueLeafs;
  private final long[] falseLeafs;
  private final long[] missingTrue;
  private final double[] modes;
  private final double[] splits;
  private final double[] hitRates;
  private final double[] weights;
  private final boolean[] reached;
  private final boolean[] reachedLeaf;
  private boolean supported = true;

  private TreeEnsembleV5Reader(Node node, int columns, int type) {
    this.columns = columns;
    this.featureIds = node.ints("nodes_featureids");
    this.trueIds = node.ints("nodes_truenodeids");
    this.falseIds = node.ints("nodes_falsenodeids");
    this.trueLeafs = node.ints("nodes_trueleafs");
    this.falseLeafs = node.ints("nodes_falseleafs");
    this.missingTrue = node.ints("nodes_missing_value_tracks_true");
    this.modes = TreeAttributes.numbers(node, "nodes_modes", Tensor.UINT8);
    this.splits = TreeAttributes.numbers(node, "nodes_splits", type);
    this.hitRates = TreeAttributes.numbers(node, "nodes_hitrates", type);
    this.weights = TreeAttributes.numbers(node, "leaf_weights", type);
    this.reached = new boolean[featureIds.length];
    this.reachedLeaf = new boolean[weights.length];
    checkLengths();
    checkLeaves(node);
    checkMembers(TreeAttributes.numbers(node, "membership_values", type));
  }

  /// Checks the node, and reads it if its meaning is supported.
  ///
  /// @param columns number of columns of the node's input
  /// @param precision type of the node's input, which is that of its numbers
  /// @return the ensemble; empty when the meaning of the node is not supported
  /// @throws ModelRefusedException when the trees are malformed or refer to columns that do not
  ///   exist
  static Optional<TreeEnsemble> read(Node node, int columns, Precision precision) {
    int type = precision == Precision.FLOAT ? Tensor.FLOAT : Tensor.DOUBLE;
    TreeEnsembleV5Reader nodes = new TreeEnsembleV5Reader(node, columns, type);
    List<Tree> trees = new ArrayList<>();
    for (long root : node.ints("tree_roots")) {
      trees.add(nodes.tree(root));
    }
    if (trees.isEmpty()) {
      throw refused("tree-empty", "the operator contains no tree");
    }
    for (boolean used : nodes.reached) {
      if (!used) {
        throw refused("tree-unreachable", "a node belongs to no tree");
      }
    }
    return nodes.supported && node.integer("n_targets", 1) == 1
        ? Optional.of(new TreeEnsemble(columns, 0, trees, CategoryEncodings.NONE, precision))
        : Optional.empty();
  }

  private void checkLengths() {
    int n = featureIds.length;
    boolean fits =
        n > 0
            && trueIds.length == n
            && falseIds.length == n
            && trueLeafs.length == n
            && falseLeafs.length == n
            && modes.length == n
            && splits.length == n
            && (missingTrue.length == n || missingTrue.length == 0)
            && (hitRates.length == n || hitRates.length == 0);
    if (!fits) {
      throw refused("tree-lengths", "the arrays of the trees differ in length");
    }
  }

  private void checkLeaves(Node node) {
    long[] targets = node.ints("leaf_targetids");
    long count = node.integer("n_targets", 1);
    if (count < 1 || count > MAX_TARGETS) {
      throw refused("tree-targets", "the number of targets is out of range");
    }
    if (targets.length != weights.length) {
      throw refused("tree-lengths", "the arrays of the leaves differ in length");
    }
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] < 0 || targets[i] >= count || !Double.isFinite(weights[i])) {
        throw refused("tree-leaf", "a weight or its target is out of range");
      }
    }
  }

  /// Checks that each membership test has one list of values that ends in `NaN`.
  private void checkMembers(double[] values) {
    int lists = 0;
    for (double value : values) {
      lists += Double.isNaN(value) ? 1 : 0;
    }
    int tests = 0;
    for (double mode : modes) {
      tests += BranchMode.of(mode) == BranchMode.MEMBER ? 1 : 0;
    }
    boolean ended = values.length == 0 || Double.isNaN(values[values.length - 1]);
    if (lists != tests || !ended) {
      throw refused("tree-member", "membership tests and their lists differ in number");
    }
  }

  /// A node or leaf of the file.
  ///
  /// @param at its number in the file
  private record SourceNode(int at, boolean leaf) {}

  private Tree tree(long root) {
    List<SourceNode> nodes = new ArrayList<>();
    nodes.add(node(root));
    if (isSingleLeaf(nodes.getFirst().at)) {
      checkColumn(nodes.getFirst().at);
      SourceNode only = leaf(trueIds[nodes.getFirst().at]);
      return Tree.leaf(weights[only.at], hitRates.length == 0 ? 0 : hitRates[nodes.getFirst().at]);
    }
    List<int[]> children = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      SourceNode node = nodes.get(i);
      int first = nodes.size();
      children.add(new int[] {first, first + 1});
      if (!node.leaf) {
        nodes.add(child(trueIds[node.at], trueLeafs[node.at]));
        nodes.add(child(falseIds[node.at], falseLeafs[node.at]));
      }
    }
    return built(nodes, children);
  }

  private void checkColumn(int at) {
    if (featureIds[at] < 0 || featureIds[at] >= columns) {
      throw refused("feature-range", "a tree tests a feature that does not exist");
    }
  }

  private boolean isSingleLeaf(int at) {
    return trueLeafs[at] != 0 && falseLeafs[at] != 0 && trueIds[at] == falseIds[at];
  }

  /// Builds the tree. In version 5 leaves have no hit rates, so the covers stay unknown.
  private Tree built(List<SourceNode> nodes, List<int[]> children) {
    TreeBuilder tree = new TreeBuilder(nodes.size(), columns, false);
    for (int i = 0; i < nodes.size(); i++) {
      int at = nodes.get(i).at;
      if (nodes.get(i).leaf) {
        tree.leaf(i, weights[at]);
      } else {
        int[] pair = children.get(i);
        tree.branch(
            i,
            BranchMode.of(modes[at]),
            featureIds[at],
            splits[at],
            missingTrue.length != 0 && missingTrue[at] != 0,
            pair[0],
            pair[1]);
      }
    }
    supported &= tree.isSupported();
    return tree.tree();
  }

  private SourceNode child(long id, long isLeaf) {
    return isLeaf == 0 ? node(id) : leaf(id);
  }

  private SourceNode node(long id) {
    return new SourceNode(reach(id, reached), false);
  }

  private SourceNode leaf(long id) {
    return new SourceNode(reach(id, reachedLeaf), true);
  }

  private static int reach(long id, boolean[] seen) {
    if (id < 0 || id >= seen.length) {
      throw refused("tree-child-range", "a child lies outside the trees");
    }
    if (seen[(int) id]) {
      throw refused("tree-cycle", "a node is reachable by two paths");
    }
    seen[(int) id] = true;
    return (int) id;
  }

  private static ModelRefusedException refused(String rule, String message) {
    return new ModelRefusedException(rule, message);
  }
}
