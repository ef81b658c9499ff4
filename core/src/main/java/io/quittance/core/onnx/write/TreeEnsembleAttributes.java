package io.quittance.core.onnx.write;

import io.quittance.core.forest.Precision;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.onnx.write.OnnxGraphWriter.Attribute;
import java.util.ArrayList;
import java.util.List;

/// The attributes of a `TreeEnsembleRegressor`: parallel lists over all nodes of all trees.
final class TreeEnsembleAttributes {

  private final int size;
  private final long[] treeIds;
  private final long[] nodeIds;
  private final long[] features;
  private final long[] trueIds;
  private final long[] falseIds;
  private final long[] missingTrue;
  private final List<String> modes = new ArrayList<>();
  private final float[] thresholds;
  private final double[] covers;
  private final long[] leafTrees;
  private final long[] leafNodes;
  private final double[] weights;
  private int at;
  private int leaf;

  private TreeEnsembleAttributes(List<Tree> trees) {
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
    covers = new double[size];
    leafTrees = new long[leaves];
    leafNodes = new long[leaves];
    weights = new double[leaves];
    for (int t = 0; t < trees.size(); t++) {
      add(t, trees.get(t));
    }
  }

  private void add(int id, Tree tree) {
    for (int i = 0; i < tree.size(); i++) {
      boolean isLeaf = tree.isLeaf(i);
      treeIds[at] = id;
      nodeIds[at] = i;
      covers[at] = tree.cover().length == 0 ? 0 : tree.cover()[i];
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

  private static Attribute numbers(String name, Precision precision, double... values) {
    return switch (precision) {
      case FLOAT -> {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
          narrow[i] = (float) values[i];
        }
        yield Attribute.ofFloats(name, narrow);
      }
      case DOUBLE -> Attribute.ofDoubles(name + "_as_tensor", values);
    };
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /// Returns the attributes of an ensemble. Covers are written to `nodes_hitrates`; numbers are
  /// tensors of doubles when leaves are summed in double.
  static Attribute[] attributes(TreeEnsemble ensemble) {
    TreeEnsembleAttributes columns = new TreeEnsembleAttributes(ensemble.trees());
    List<Attribute> all = new ArrayList<>();
    all.add(Attribute.ofString("aggregate_function", "SUM"));
    Precision precision = ensemble.precision();
    all.add(numbers("base_values", precision, ensemble.baseValue()));
    all.add(Attribute.ofInt("n_targets", 1));
    all.add(Attribute.ofInts("nodes_falsenodeids", columns.falseIds));
    all.add(Attribute.ofInts("nodes_featureids", columns.features));
    if (ensemble.hasCovers()) {
      all.add(numbers("nodes_hitrates", precision, columns.covers));
    }
    all.add(Attribute.ofInts("nodes_missing_value_tracks_true", columns.missingTrue));
    all.add(Attribute.ofStrings("nodes_modes", columns.modes));
    all.add(Attribute.ofInts("nodes_nodeids", columns.nodeIds));
    all.add(Attribute.ofInts("nodes_treeids", columns.treeIds));
    all.add(Attribute.ofInts("nodes_truenodeids", columns.trueIds));
    all.add(numbers("nodes_values", precision, widened(columns.thresholds)));
    all.add(Attribute.ofString("post_transform", "NONE"));
    all.add(Attribute.ofInts("target_ids", new long[columns.weights.length]));
    all.add(Attribute.ofInts("target_nodeids", columns.leafNodes));
    all.add(Attribute.ofInts("target_treeids", columns.leafTrees));
    all.add(numbers("target_weights", precision, columns.weights));
    return all.toArray(Attribute[]::new);
  }
}
