package io.quittance.core.model;

import io.quittance.core.model.OnnxGraph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The trees of one `TreeEnsembleRegressor` or `TreeEnsembleClassifier` node.
///
/// Structure is always checked, for whatever is refused here would be read by native code later.
/// Meaning is claimed only where it is plain: `BRANCH_LT` and `BRANCH_LEQ` on floats and one weight
/// per leaf.
final class OnnxTrees {

  private static final Set<String> MODES =
      Set.of(
          "LEAF", "BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ");

  private final Node node;
  private final int features;
  private final long[] treeIds;
  private final long[] nodeIds;
  private final long[] featureIds;
  private final long[] trueIds;
  private final long[] falseIds;
  private final long[] missingTrue;
  private final float[] values;
  private final float[] hitRates;
  private final List<String> modes;
  private final String weights;
  private final Map<Long, Integer> rowOf = new HashMap<>();

  private OnnxTrees(Node node, int features) {
    this.node = node;
    this.features = features;
    this.treeIds = node.ints("nodes_treeids");
    this.nodeIds = node.ints("nodes_nodeids");
    this.featureIds = node.ints("nodes_featureids");
    this.trueIds = node.ints("nodes_truenodeids");
    this.falseIds = node.ints("nodes_falsenodeids");
    this.missingTrue = node.ints("nodes_missing_value_tracks_true");
    this.values = node.floats("nodes_values");
    this.hitRates = node.floats("nodes_hitrates");
    this.modes = node.strings("nodes_modes");
    this.weights = node.operator().equals("TreeEnsembleClassifier") ? "class" : "target";
  }

  /// Checks the node and reads it if its meaning is plain.
  ///
  /// @param features how many columns the node's input has
  /// @return the ensemble without its base value, or nothing when the node says what is not claimed
  ///   here
  /// @throws ModelRefusedException when the trees are not trees, or ask for columns that are not
  ///   there
  static Optional<TreeEnsemble> read(Node node, int features) {
    OnnxTrees trees = new OnnxTrees(node, features);
    boolean tensors =
        node.attributes().keySet().stream().anyMatch(name -> name.endsWith("_as_tensor"));
    if (tensors) {
      throw new ModelRefusedException("tree-doubles", "trees with double tensors are refused");
    }
    trees.checkLengths();
    trees.index();
    List<Tree> shapes = trees.shapes();
    return trees.weigh(shapes).map(weighted -> new TreeEnsemble(features, 0, weighted));
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
    if (!MODES.containsAll(modes)) {
      throw new ModelRefusedException("tree-mode", "a branch mode is unknown");
    }
  }

  private void index() {
    for (int i = 0; i < treeIds.length; i++) {
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

  private List<Tree> shapes() {
    List<Tree> trees = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    int from = 0;
    while (from < treeIds.length) {
      if (!seen.add(treeIds[from])) {
        throw new ModelRefusedException("tree-order", "the nodes of a tree do not stand together");
      }
      int to = from + 1;
      while (to < treeIds.length && treeIds[to] == treeIds[from]) {
        to++;
      }
      trees.add(shape(from, to));
      from = to;
    }
    return trees;
  }

  /// The tree in rows `from` to `to`; a child elsewhere is refused.
  private Tree shape(int from, int to) {
    int size = to - from;
    int[] feature = new int[size];
    float[] threshold = new float[size];
    int[] left = new int[size];
    int[] right = new int[size];
    boolean[] missingLeft = new boolean[size];
    double[] cover = new double[hitRates.length == 0 ? 0 : size];
    for (int i = 0; i < size; i++) {
      int row = from + i;
      if (hitRates.length != 0) {
        cover[i] = hitRates[row] >= 0 && Float.isFinite(hitRates[row]) ? hitRates[row] : 0;
      }
      if (modes.get(row).equals("LEAF")) {
        left[i] = Tree.LEAF;
        right[i] = Tree.LEAF;
        continue;
      }
      if (featureIds[row] < 0 || featureIds[row] >= features) {
        throw new ModelRefusedException("feature-range", "a tree asks for an unknown feature");
      }
      feature[i] = (int) featureIds[row];
      threshold[i] = strict(values[row], modes.get(row));
      left[i] = child(treeIds[row], trueIds[row], from, to);
      right[i] = child(treeIds[row], falseIds[row], from, to);
      missingLeft[i] = missingTrue.length != 0 && missingTrue[row] != 0;
    }
    return new Tree(feature, threshold, left, right, missingLeft, new float[size], cover);
  }

  private static float strict(float threshold, String mode) {
    return mode.equals("BRANCH_LEQ") ? Math.nextUp(threshold) : threshold;
  }

  private int child(long tree, long id, int from, int to) {
    Integer row = rowOf.get(key(tree, id));
    if (row == null || row < from || row >= to) {
      throw new ModelRefusedException("tree-child-range", "a child lies outside its tree");
    }
    return row - from;
  }

  private Optional<List<Tree>> weigh(List<Tree> trees) {
    long[] weightTrees = node.ints(weights + "_treeids");
    long[] weightNodes = node.ints(weights + "_nodeids");
    long[] weightIds = node.ints(weights + "_ids");
    float[] weight = node.floats(weights + "_weights");
    int n = weight.length;
    if (weightTrees.length != n || weightNodes.length != n || weightIds.length != n) {
      throw new ModelRefusedException("tree-lengths", "the arrays of the leaves differ in length");
    }
    int leaves = 0;
    for (String mode : modes) {
      leaves += mode.equals("LEAF") ? 1 : 0;
    }
    float[] leafValue = new float[treeIds.length];
    boolean[] weighed = new boolean[treeIds.length];
    boolean plain = n == leaves;
    for (int i = 0; i < n; i++) {
      Integer row = rowOf.get(key(weightTrees[i], weightNodes[i]));
      if (row == null || !modes.get(row).equals("LEAF")) {
        throw new ModelRefusedException("tree-leaf", "a weight belongs to no leaf");
      }
      if (weightIds[i] < 0 || weightIds[i] > 65_535 || !Float.isFinite(weight[i])) {
        throw new ModelRefusedException("tree-leaf", "a weight or its target is out of range");
      }
      plain &= !weighed[row] && weightIds[i] == 0;
      weighed[row] = true;
      leafValue[row] = weight[i];
    }
    return plain && plainBranches() ? Optional.of(withValues(trees, leafValue)) : Optional.empty();
  }

  private boolean plainBranches() {
    for (int i = 0; i < modes.size(); i++) {
      boolean plain =
          switch (modes.get(i)) {
            case "LEAF", "BRANCH_LT" -> true;
            case "BRANCH_LEQ" -> values[i] != Float.POSITIVE_INFINITY;
            default -> false;
          };
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static List<Tree> withValues(List<Tree> trees, float[] leafValue) {
    List<Tree> weighed = new ArrayList<>();
    int from = 0;
    for (Tree tree : trees) {
      float[] value = Arrays.copyOfRange(leafValue, from, from + tree.size());
      weighed.add(
          new Tree(
              tree.feature(),
              tree.threshold(),
              tree.left(),
              tree.right(),
              tree.missingLeft(),
              value,
              tree.cover()));
      from += tree.size();
    }
    return weighed;
  }
}
