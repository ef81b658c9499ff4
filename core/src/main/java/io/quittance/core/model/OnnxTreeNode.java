package io.quittance.core.model;

import io.quittance.core.model.OnnxGraphWriter.Attribute;
import java.util.ArrayList;
import java.util.List;

/// The attributes of a `TreeEnsembleRegressor`: parallel lists over all nodes of all trees.
final class OnnxTreeNode {

  private final int size;
  private final long[] treeIds;
  private final long[] nodeIds;
  private final long[] features;
  private final long[] trueIds;
  private final long[] falseIds;
  private final long[] missingTrue;
  private final List<String> modes = new ArrayList<>();
  private final float[] thresholds;
  private final float[] covers;
  private final long[] leafTrees;
  private final long[] leafNodes;
  private final float[] weights;
  private int at;
  private int leaf;

  private OnnxTreeNode(List<Tree> trees) {
    int leaves = 0;
    int all = 0;
    for (Tree tree : trees) {
      all += tree.size();
      leaves += (tree.size() + 1) / 2;
    }
    size = all;
    treeIds = new long[size];
    nodeIds = new long[size];
    features = new long[size];
    trueIds = new long[size];
    falseIds = new long[size];
    missingTrue = new long[size];
    thresholds = new float[size];
    covers = new float[size];
    leafTrees = new long[leaves];
    leafNodes = new long[leaves];
    weights = new float[leaves];
    for (int t = 0; t < trees.size(); t++) {
      add(t, trees.get(t));
    }
  }

  private void add(int id, Tree tree) {
    for (int i = 0; i < tree.size(); i++) {
      boolean isLeaf = tree.isLeaf(i);
      treeIds[at] = id;
      nodeIds[at] = i;
      covers[at] = tree.cover().length == 0 ? 0 : (float) tree.cover()[i];
      modes.add(isLeaf ? "LEAF" : "BRANCH_LT");
      if (isLeaf) {
        leafTrees[leaf] = id;
        leafNodes[leaf] = i;
        weights[leaf++] = tree.value()[i];
      } else {
        features[at] = tree.feature()[i];
        trueIds[at] = tree.left()[i];
        falseIds[at] = tree.right()[i];
        missingTrue[at] = tree.missingLeft()[i] ? 1 : 0;
        thresholds[at] = tree.threshold()[i];
      }
      at++;
    }
  }

  /// Covers go into `nodes_hitrates`.
  static Attribute[] attributes(TreeEnsemble ensemble) {
    OnnxTreeNode columns = new OnnxTreeNode(ensemble.trees());
    List<Attribute> all = new ArrayList<>();
    all.add(Attribute.ofString("aggregate_function", "SUM"));
    all.add(Attribute.ofFloats("base_values", ensemble.baseValue()));
    all.add(Attribute.ofInt("n_targets", 1));
    all.add(Attribute.ofInts("nodes_falsenodeids", columns.falseIds));
    all.add(Attribute.ofInts("nodes_featureids", columns.features));
    if (ensemble.hasCovers()) {
      all.add(Attribute.ofFloats("nodes_hitrates", columns.covers));
    }
    all.add(Attribute.ofInts("nodes_missing_value_tracks_true", columns.missingTrue));
    all.add(Attribute.ofStrings("nodes_modes", columns.modes));
    all.add(Attribute.ofInts("nodes_nodeids", columns.nodeIds));
    all.add(Attribute.ofInts("nodes_treeids", columns.treeIds));
    all.add(Attribute.ofInts("nodes_truenodeids", columns.trueIds));
    all.add(Attribute.ofFloats("nodes_values", columns.thresholds));
    all.add(Attribute.ofString("post_transform", "NONE"));
    all.add(Attribute.ofInts("target_ids", new long[columns.weights.length]));
    all.add(Attribute.ofInts("target_nodeids", columns.leafNodes));
    all.add(Attribute.ofInts("target_treeids", columns.leafTrees));
    all.add(Attribute.ofFloats("target_weights", columns.weights));
    return all.toArray(Attribute[]::new);
  }
}
