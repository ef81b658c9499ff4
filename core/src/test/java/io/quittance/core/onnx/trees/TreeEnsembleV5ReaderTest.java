package io.quittance.core.onnx.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.Precision;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.write.OnnxForestWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `TreeEnsemble` of `ai.onnx.ml` 5, as other tools write it, with ONNX Runtime as the oracle.
class TreeEnsembleV5ReaderTest {

  private static final int FEATURES = 5;
  private static final int LT = 1;
  private static final int MEMBER = 6;

  /// The parallel lists of the operator, open to harm.
  private static final class Five {
    final List<Long> roots = new ArrayList<>();
    final List<Long> features = new ArrayList<>();
    final List<Long> whenTrue = new ArrayList<>();
    final List<Long> whenFalse = new ArrayList<>();
    final List<Long> trueLeafs = new ArrayList<>();
    final List<Long> falseLeafs = new ArrayList<>();
    final List<Long> missingTrue = new ArrayList<>();
    final List<Integer> modes = new ArrayList<>();
    final List<Double> splits = new ArrayList<>();
    final List<Double> weights = new ArrayList<>();
    final List<Long> targets = new ArrayList<>();
    final List<Double> members = new ArrayList<>();
    long targetCount = 1;

    static Five of(TreeEnsemble ensemble, int mode) {
      Five five = new Five();
      for (Tree tree : ensemble.trees()) {
        five.roots.add((long) five.features.size());
        if (tree.size() == 1) {
          five.node(0, 0, mode, false);
          long leaf = five.leaf(tree.value()[0]);
          five.child(five.features.size() - 1, true, leaf, true);
          five.child(five.features.size() - 1, false, leaf, true);
        } else {
          five.add(tree, 0, mode);
        }
      }
      return five;
    }

    private void node(int feature, double split, int mode, boolean missing) {
      features.add((long) feature);
      splits.add(split);
      modes.add(mode);
      missingTrue.add(missing ? 1L : 0);
      for (List<Long> list : List.of(whenTrue, whenFalse, trueLeafs, falseLeafs)) {
        list.add(0L);
      }
    }

    private long leaf(double weight) {
      weights.add(weight);
      targets.add(0L);
      return weights.size() - 1;
    }

    private void child(int node, boolean answer, long id, boolean leaf) {
      (answer ? whenTrue : whenFalse).set(node, id);
      (answer ? trueLeafs : falseLeafs).set(node, leaf ? 1L : 0);
    }

    private int add(Tree tree, int at, int mode) {
      int node = features.size();
      node(tree.feature()[at], tree.threshold()[at], mode, tree.missingLeft()[at]);
      for (boolean answer : new boolean[] {true, false}) {
        int to = answer ? tree.left()[at] : tree.right()[at];
        if (tree.isLeaf(to)) {
          child(node, answer, leaf(tree.value()[to]), true);
        } else {
          child(node, answer, add(tree, to, mode), false);
        }
      }
      return node;
    }

    NodeProto node(String input, int type) {
      NodeProto.Builder node =
          NodeProto.newBuilder()
              .setOpType("TreeEnsemble")
              .setDomain("ai.onnx.ml")
              .addInput(input)
              .addOutput(type == 1 ? "margin" : "wide_margin");
      node.addAttribute(ints("tree_roots", roots)).addAttribute(ints("nodes_featureids", features));
      node.addAttribute(ints("nodes_truenodeids", whenTrue));
      node.addAttribute(ints("nodes_falsenodeids", whenFalse));
      node.addAttribute(ints("nodes_trueleafs", trueLeafs));
      node.addAttribute(ints("nodes_falseleafs", falseLeafs));
      node.addAttribute(ints("nodes_missing_value_tracks_true", missingTrue));
      node.addAttribute(ints("leaf_targetids", targets));
      node.addAttribute(tensor("nodes_splits", type, splits));
      node.addAttribute(tensor("leaf_weights", type, weights));
      if (!members.isEmpty()) {
        node.addAttribute(tensor("membership_values", type, members));
      }
      ByteString.Output bytes = ByteString.newOutput();
      modes.forEach(bytes::write);
      TensorProto raw =
          TensorProto.newBuilder()
              .setDataType(2)
              .addDims(modes.size())
              .setRawData(bytes.toByteString())
              .build();
      node.addAttribute(attribute("nodes_modes", AttributeProto.AttributeType.TENSOR).setT(raw));
      node.addAttribute(attribute("n_targets", AttributeProto.AttributeType.INT).setI(targetCount));
      return node.build();
    }

    private static AttributeProto.Builder attribute(
        String name, AttributeProto.AttributeType type) {
      return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private static AttributeProto ints(String name, List<Long> values) {
      return attribute(name, AttributeProto.AttributeType.INTS).addAllInts(values).build();
    }

    private static AttributeProto tensor(String name, int type, List<Double> values) {
      TensorProto.Builder tensor =
          TensorProto.newBuilder().setDataType(type).addDims(values.size());
      for (double value : values) {
        if (type == 1) {
          tensor.addFloatData((float) value);
        } else {
          tensor.addDoubleData(value);
        }
      }
      return attribute(name, AttributeProto.AttributeType.TENSOR).setT(tensor).build();
    }

    /// Our own graph with its trees replaced.
    byte[] graph(int type) {
      try {
        TreeEnsemble one = new TreeEnsemble(FEATURES, 0, List.of(Tree.leaf(0, 1)));
        ModelProto.Builder model =
            ModelProto.parseFrom(OnnxForestWriter.write(one, new Calibration.Logistic(0.5, 0.125)))
                .toBuilder();
        for (var opset : model.getOpsetImportBuilderList()) {
          opset.setVersion(opset.getDomain().isEmpty() ? 13 : 5);
        }
        GraphProto.Builder graph = model.getGraphBuilder();
        graph.removeNode(0);
        if (type == 1) {
          graph.addNode(0, node("features", type));
        } else {
          graph.addNode(0, cast("features", "wide", 11));
          graph.addNode(1, node("wide", type));
          graph.addNode(2, cast("wide_margin", "margin", 1));
        }
        return model.build().toByteArray();
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }

    private static NodeProto cast(String from, String to, int type) {
      return NodeProto.newBuilder()
          .setOpType("Cast")
          .addInput(from)
          .addOutput(to)
          .addAttribute(attribute("to", AttributeProto.AttributeType.INT).setI(type))
          .build();
    }
  }

  private static Five five(long seed) {
    return Five.of(RandomForests.forest(new SplittableRandom(seed), FEATURES, 20, 5, 0.8), LT);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "2, 1", "3, 1", "0, 11", "1, 11", "2, 11", "3, 11"})
  void scoresAsOnnxRuntimeDoes(int mode, int type) throws Exception {
    SplittableRandom random = new SplittableRandom(mode);
    TreeEnsemble ensemble = leavesFirst(RandomForests.forest(random, FEATURES, 30, 5, 0.85));
    byte[] onnx = Five.of(ensemble, mode).graph(type);
    float[][] rows = RandomForests.rows(random, FEATURES, 2_000, 0.1);

    FlatForest forest = OnnxModel.read(onnx, FEATURES).forest().orElseThrow();

    assertEquals(type == 1 ? Precision.FLOAT : Precision.DOUBLE, forest.ensemble().precision());
    OnnxRuntime.Scores scores = OnnxRuntime.run(onnx, rows);
    for (int i = 0; i < rows.length; i++) {
      double margin = forest.margin(rows[i]);
      assertEquals(scores.margins()[i], margin, type == 1 ? 1e-5 : 1e-6);
      assertEquals(scores.probabilities()[i], forest.probability(margin), 1e-6);
    }
  }

  /// ONNX Runtime 1.29 gives a tree of one leaf its neighbour's weight when a tree of more stands
  /// before it.
  private static TreeEnsemble leavesFirst(TreeEnsemble ensemble) {
    List<Tree> sorted = new ArrayList<>(ensemble.trees());
    sorted.sort(Comparator.comparing(tree -> tree.size() > 1));
    return new TreeEnsemble(FEATURES, 0, sorted);
  }

  @Test
  void aTreeOfOneLeafAddsItsWeightWhereverItStands() {
    SplittableRandom random = new SplittableRandom(2);
    Tree tree = RandomForests.tree(random, FEATURES, 3, 1);
    TreeEnsemble ensemble = new TreeEnsemble(FEATURES, 0, List.of(tree, Tree.leaf(1_000, 0), tree));

    FlatForest forest =
        OnnxModel.read(Five.of(ensemble, LT).graph(11), FEATURES).forest().orElseThrow();

    for (float[] row : RandomForests.rows(random, FEATURES, 50, 0.1)) {
      assertEquals(ensemble.margin(row), forest.margin(row), 1e-3);
    }
  }

  /// With thresholds that no float holds.
  @Test
  void doubleThresholdsPartFloatsExactly() throws Exception {
    SplittableRandom random = new SplittableRandom(77);
    for (int mode = 0; mode < 4; mode++) {
      Five five = Five.of(leavesFirst(RandomForests.forest(random, FEATURES, 30, 5, 0.85)), mode);
      float[][] rows = RandomForests.rows(random, FEATURES, 1_000, 0);
      for (int i = 0; i < five.splits.size(); i++) {
        float near = rows[random.nextInt(rows.length)][(int) (long) five.features.get(i)];
        five.splits.set(i, near * (1 + random.nextInt(-1, 2) * 1e-12));
      }
      byte[] onnx = five.graph(11);

      FlatForest forest = OnnxModel.read(onnx, FEATURES).forest().orElseThrow();

      float[] margins = OnnxRuntime.run(onnx, rows).margins();
      for (int i = 0; i < rows.length; i++) {
        assertEquals((float) forest.margin(rows[i]), margins[i], 0.0f);
      }
    }
  }

  @Test
  void membershipIsLeftToOnnxRuntime() {
    Five five = five(3);
    int node = firstBranch(five);
    five.modes.set(node, MEMBER);
    five.splits.set(node, Double.NaN);
    five.members.addAll(List.of(1.0, 2.0, Double.NaN));

    assertTrue(OnnxModel.read(five.graph(1), FEATURES).forest().isEmpty());
  }

  @Test
  void refusesTreesThatAreNoTrees() {
    assertEquals("tree-cycle", ruleOf(five -> five.roots.set(1, five.roots.getFirst())));
    assertEquals("tree-child-range", ruleOf(five -> five.roots.set(0, 1_000_000L)));
    assertEquals("tree-child-range", ruleOf(five -> five.roots.set(0, -1L)));
    assertEquals("tree-unreachable", ruleOf(five -> five.roots.removeLast()));
    assertEquals("tree-empty", ruleOf(five -> five.roots.clear()));
    assertEquals("tree-cycle", ruleOf(five -> five.whenTrue.set(firstInner(five), 0L)));
    assertEquals(
        "tree-child-range", ruleOf(five -> five.whenTrue.set(firstBranch(five), 1L << 40)));
    assertEquals("feature-range", ruleOf(five -> five.features.set(0, (long) FEATURES)));
    assertEquals("feature-range", ruleOf(five -> five.features.set(0, -1L)));
    assertEquals("threshold-nan", ruleOf(five -> five.splits.set(firstBranch(five), Double.NaN)));
    assertEquals("tree-leaf", ruleOf(five -> five.weights.set(0, Double.NaN)));
    assertEquals("tree-leaf", ruleOf(five -> five.targets.set(0, 1L)));
    assertEquals("tree-targets", ruleOf(five -> five.targetCount = 1L << 40));
    assertEquals("tree-mode", ruleOf(five -> five.modes.set(0, 7)));
    assertEquals("tree-member", ruleOf(five -> five.modes.set(0, MEMBER)));
    assertEquals("tree-member", ruleOf(five -> five.members.addAll(List.of(1.0, Double.NaN))));
    assertEquals("tree-lengths", ruleOf(five -> five.missingTrue.removeLast()));
    assertEquals("tree-lengths", ruleOf(five -> five.targets.removeLast()));
    assertEquals("tree-lengths", ruleOf(five -> five.modes.removeLast()));
  }

  private static int firstBranch(Five five) {
    for (int i = 0; i < five.features.size(); i++) {
      if (!five.whenTrue.get(i).equals(five.whenFalse.get(i)) || five.trueLeafs.get(i) == 0) {
        return i;
      }
    }
    throw new AssertionError("no branch");
  }

  private static int firstInner(Five five) {
    for (int i = 0; i < five.features.size(); i++) {
      if (five.trueLeafs.get(i) == 0) {
        return i;
      }
    }
    throw new AssertionError("no inner node");
  }

  private static String ruleOf(Consumer<Five> harm) {
    Five five = five(4);
    harm.accept(five);
    byte[] onnx = five.graph(1);
    return assertThrows(ModelRefusedException.class, () -> OnnxModel.read(onnx, FEATURES)).rule();
  }

  @Test
  void refusesNumbersOfAnotherTypeThanTheInput() {
    Five five = five(5);
    byte[] onnx =
        changed(
            five.graph(1),
            node -> {
              for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
                if (attribute.getName().equals("leaf_weights")) {
                  attribute.setT(
                      TensorProto.newBuilder()
                          .setDataType(11)
                          .addDims(five.weights.size())
                          .addAllDoubleData(five.weights));
                }
              }
            });

    assertEquals(
        "tree-tensor",
        assertThrows(ModelRefusedException.class, () -> OnnxModel.read(onnx, FEATURES)).rule());
  }

  private static byte[] changed(byte[] onnx, Consumer<NodeProto.Builder> harm) {
    try {
      ModelProto.Builder model = ModelProto.parseFrom(onnx).toBuilder();
      harm.accept(model.getGraphBuilder().getNodeBuilder(0));
      return model.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void randomDamageIsReadOrRefusedButNeverFailsOtherwise() {
    SplittableRandom random = new SplittableRandom(12);
    byte[] good = Five.of(RandomForests.forest(random, FEATURES, 3, 3, 1), LT).graph(11);

    int refused = RandomDamage.refusals(good, FEATURES, 10_000, random);

    assertTrue(refused > 2_000, "damage refused " + refused + " times of 10,000");
  }
}
