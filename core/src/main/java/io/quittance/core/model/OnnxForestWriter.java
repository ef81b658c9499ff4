package io.quittance.core.model;

import java.util.ArrayList;
import java.util.List;

/// Writes a forest as the ONNX graph that [OnnxModel#read] recognises and any ONNX runtime runs.
///
/// Input `features` float [N, F] → `TreeEnsembleRegressor` → `margin` [N, 1] → `Mul`, `Add`,
/// `Sigmoid` → `probability` [N, 1]. Covers go into `nodes_hitrates`. The same forest gives the
/// same bytes.
public final class OnnxForestWriter {

  public static final String INPUT = "features";
  public static final String MARGIN = "margin";
  public static final String PROBABILITY = "probability";

  private static final int IR_VERSION = 8;
  private static final int ONNX_VERSION = 13;
  private static final int ML_VERSION = 3;
  private static final int FLOATS = 6;
  private static final int INTS = 7;
  private static final int STRINGS = 8;

  private OnnxForestWriter() {}

  /// The bytes of an ONNX file.
  ///
  /// @param calibration its numbers are written as floats
  public static byte[] write(TreeEnsemble ensemble, Calibration calibration) {
    ProtoWriter graph =
        new ProtoWriter()
            .message(1, trees(ensemble))
            .message(1, node("Mul", List.of(MARGIN, "slope"), "scaled"))
            .message(1, node("Add", List.of("scaled", "intercept"), "logit"))
            .message(1, node("Sigmoid", List.of("logit"), PROBABILITY))
            .string(2, "forest")
            .message(5, scalar("slope", (float) calibration.slope()))
            .message(5, scalar("intercept", (float) calibration.intercept()))
            .message(11, value(INPUT, ensemble.features()))
            .message(12, value(PROBABILITY, 1))
            .message(12, value(MARGIN, 1));
    return new ProtoWriter()
        .int64(1, IR_VERSION)
        .string(2, "quittance")
        .message(7, graph)
        .message(8, new ProtoWriter().string(1, "").int64(2, ONNX_VERSION))
        .message(8, new ProtoWriter().string(1, OnnxWalker.ML).int64(2, ML_VERSION))
        .toBytes();
  }

  private static ProtoWriter node(String operator, List<String> inputs, String output) {
    ProtoWriter node = new ProtoWriter();
    inputs.forEach(input -> node.string(1, input));
    return node.string(2, output).string(3, operator).string(4, operator);
  }

  private static ProtoWriter scalar(String name, float value) {
    return new ProtoWriter()
        .int64(1, 1)
        .int64(2, OnnxGraph.Tensor.FLOAT)
        .string(8, name)
        .bytes(9, new byte[] {at(value, 0), at(value, 8), at(value, 16), at(value, 24)});
  }

  private static byte at(float value, int shift) {
    return (byte) (Float.floatToRawIntBits(value) >>> shift);
  }

  private static ProtoWriter value(String name, int columns) {
    ProtoWriter shape =
        new ProtoWriter()
            .message(1, new ProtoWriter().string(2, "N"))
            .message(1, new ProtoWriter().int64(1, columns));
    ProtoWriter tensor = new ProtoWriter().int64(1, OnnxGraph.Value.FLOAT).message(2, shape);
    return new ProtoWriter().string(1, name).message(2, new ProtoWriter().message(1, tensor));
  }

  private static ProtoWriter trees(TreeEnsemble ensemble) {
    Columns columns = new Columns();
    for (int t = 0; t < ensemble.trees().size(); t++) {
      columns.add(t, ensemble.trees().get(t));
    }
    ProtoWriter node = node("TreeEnsembleRegressor", List.of(INPUT), MARGIN);
    node.string(7, OnnxWalker.ML);
    node.message(5, text("aggregate_function", "SUM"));
    node.message(5, floats("base_values", List.of(ensemble.baseValue())));
    node.message(5, new ProtoWriter().string(1, "n_targets").int64(3, 1).int64(20, 2));
    node.message(5, ints("nodes_falsenodeids", columns.falseIds));
    node.message(5, ints("nodes_featureids", columns.features));
    if (ensemble.hasCovers()) {
      node.message(5, floats("nodes_hitrates", columns.covers));
    }
    node.message(5, ints("nodes_missing_value_tracks_true", columns.missingTrue));
    node.message(5, strings("nodes_modes", columns.modes));
    node.message(5, ints("nodes_nodeids", columns.nodeIds));
    node.message(5, ints("nodes_treeids", columns.treeIds));
    node.message(5, ints("nodes_truenodeids", columns.trueIds));
    node.message(5, floats("nodes_values", columns.thresholds));
    node.message(5, text("post_transform", "NONE"));
    node.message(5, ints("target_ids", columns.targetIds));
    node.message(5, ints("target_nodeids", columns.leafNodes));
    node.message(5, ints("target_treeids", columns.leafTrees));
    return node.message(5, floats("target_weights", columns.weights));
  }

  private static ProtoWriter text(String name, String value) {
    return new ProtoWriter().string(1, name).string(4, value).int64(20, 3);
  }

  private static ProtoWriter ints(String name, List<Integer> values) {
    ProtoWriter attribute = new ProtoWriter().string(1, name);
    values.forEach(value -> attribute.int64(8, value));
    return attribute.int64(20, INTS);
  }

  private static ProtoWriter floats(String name, List<Float> values) {
    ProtoWriter attribute = new ProtoWriter().string(1, name);
    values.forEach(value -> attribute.float32(7, value));
    return attribute.int64(20, FLOATS);
  }

  private static ProtoWriter strings(String name, List<String> values) {
    ProtoWriter attribute = new ProtoWriter().string(1, name);
    values.forEach(value -> attribute.string(9, value));
    return attribute.int64(20, STRINGS);
  }

  /// The parallel lists of the operator's attributes.
  private static final class Columns {
    private final List<Integer> treeIds = new ArrayList<>();
    private final List<Integer> nodeIds = new ArrayList<>();
    private final List<Integer> features = new ArrayList<>();
    private final List<Integer> trueIds = new ArrayList<>();
    private final List<Integer> falseIds = new ArrayList<>();
    private final List<Integer> missingTrue = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private final List<Float> thresholds = new ArrayList<>();
    private final List<Float> covers = new ArrayList<>();
    private final List<Integer> leafTrees = new ArrayList<>();
    private final List<Integer> leafNodes = new ArrayList<>();
    private final List<Integer> targetIds = new ArrayList<>();
    private final List<Float> weights = new ArrayList<>();

    void add(int id, Tree tree) {
      for (int i = 0; i < tree.size(); i++) {
        boolean leaf = tree.isLeaf(i);
        treeIds.add(id);
        nodeIds.add(i);
        features.add(leaf ? 0 : tree.feature()[i]);
        trueIds.add(leaf ? 0 : tree.left()[i]);
        falseIds.add(leaf ? 0 : tree.right()[i]);
        missingTrue.add(!leaf && tree.missingLeft()[i] ? 1 : 0);
        modes.add(leaf ? "LEAF" : "BRANCH_LT");
        thresholds.add(leaf ? 0 : tree.threshold()[i]);
        covers.add(tree.cover().length == 0 ? 0 : (float) tree.cover()[i]);
        if (leaf) {
          leafTrees.add(id);
          leafNodes.add(i);
          targetIds.add(0);
          weights.add(tree.value()[i]);
        }
      }
    }
  }
}
