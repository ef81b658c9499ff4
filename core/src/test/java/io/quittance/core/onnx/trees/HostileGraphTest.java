package io.quittance.core.onnx.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.ProtoWriter;
import io.quittance.core.onnx.write.OnnxForestWriter;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class HostileGraphTest {

  private static final int FEATURES = 4;
  private static final byte[] GOOD =
      OnnxForestWriter.write(
          RandomForests.forest(new SplittableRandom(1), FEATURES, 3, 3, 1), Calibration.IDENTITY);

  private static ModelProto.Builder good() {
    try {
      return ModelProto.parseFrom(GOOD).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static String ruleOf(byte[] onnx) {
    return assertThrows(ModelRefusedException.class, () -> OnnxModel.read(onnx, FEATURES)).rule();
  }

  private static String ruleOfModel(Consumer<ModelProto.Builder> harm) {
    ModelProto.Builder model = good();
    harm.accept(model);
    return ruleOf(model.build().toByteArray());
  }

  private static String ruleOfGraph(Consumer<GraphProto.Builder> harm) {
    return ruleOfModel(model -> harm.accept(model.getGraphBuilder()));
  }

  private static String ruleOfTrees(String attribute, UnaryOperator<AttributeProto.Builder> harm) {
    return ruleOfGraph(
        graph -> {
          NodeProto.Builder node = graph.getNodeBuilder(0);
          for (int i = 0; i < node.getAttributeCount(); i++) {
            if (node.getAttribute(i).getName().equals(attribute)) {
              node.setAttribute(i, harm.apply(node.getAttribute(i).toBuilder()));
            }
          }
        });
  }

  @Test
  void acceptsTheGraphThatTheOthersSpoil() {
    assertTrue(OnnxModel.read(GOOD, FEATURES).forest().isPresent());
  }

  @Test
  void refusesDataOutsideTheFile() {
    assertEquals(
        "external-data",
        ruleOfGraph(
            graph ->
                graph
                    .getInitializerBuilder(0)
                    .clearRawData()
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)));
    assertEquals(
        "external-data",
        ruleOfGraph(
            graph ->
                graph
                    .getInitializerBuilder(0)
                    .addExternalData(
                        OnnxMl.StringStringEntryProto.newBuilder()
                            .setKey("location")
                            .setValue("../../etc/passwd"))));
    assertEquals(
        "external-data",
        ruleOfGraph(
            graph ->
                graph
                    .getNodeBuilder(1)
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("value")
                            .setT(
                                TensorProto.newBuilder()
                                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)))));
  }

  @Test
  void refusesWhatHidesOtherGraphs() {
    assertEquals(
        "sparse-initializer",
        ruleOfGraph(graph -> graph.addSparseInitializer(OnnxMl.SparseTensorProto.newBuilder())));
    assertEquals(
        "subgraph",
        ruleOfGraph(
            graph ->
                graph
                    .getNodeBuilder(1)
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("body")
                            .setG(GraphProto.newBuilder().setName("inner")))));
    assertEquals(
        "training-info",
        ruleOfModel(model -> model.addTrainingInfo(OnnxMl.TrainingInfoProto.newBuilder())));
    assertEquals("functions", ruleOf(append(GOOD, new ProtoWriter().string(25, "").toBytes())));
    assertEquals("duplicate-field", ruleOf(append(GOOD, GOOD)));
    assertEquals("unknown-field", ruleOf(append(GOOD, new ProtoWriter().int64(60, 1).toBytes())));
  }

  private static byte[] append(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void refusesDomainsAndOperatorsThatAreNotListed() {
    assertEquals("domain", ruleOfGraph(graph -> graph.getNodeBuilder(1).setDomain("com.evil")));
    assertEquals("operator", ruleOfGraph(graph -> graph.getNodeBuilder(1).setOpType("Loop")));
    assertEquals(
        "domain",
        ruleOfModel(
            model ->
                model.addOpsetImport(
                    OnnxMl.OperatorSetIdProto.newBuilder()
                        .setDomain("com.microsoft")
                        .setVersion(1))));
  }

  @Test
  void refusesANodeThatWritesNothing() {
    assertEquals("node-output", ruleOfGraph(graph -> graph.getNodeBuilder(0).clearOutput()));
  }

  @Test
  void refusesTreesThatAreNoTrees() {
    assertEquals("threshold-nan", ruleOfTrees("nodes_values", a -> a.setFloats(0, Float.NaN)));
    assertEquals("feature-range", ruleOfTrees("nodes_featureids", a -> a.setInts(0, FEATURES)));
    assertEquals("feature-range", ruleOfTrees("nodes_featureids", a -> a.setInts(0, -1)));
    assertEquals("tree-child-range", ruleOfTrees("nodes_truenodeids", a -> a.setInts(1, 0)));
    assertEquals("tree-cycle", ruleOfTrees("nodes_falsenodeids", a -> a.setInts(0, 1)));
    assertEquals(
        "tree-child-range", ruleOfTrees("nodes_truenodeids", a -> a.setInts(0, 1_000_000)));
    assertEquals("tree-lengths", ruleOfTrees("nodes_values", a -> a.clearFloats()));
    assertEquals("tree-leaf", ruleOfTrees("target_nodeids", a -> a.setInts(0, 0)));
    assertEquals("tree-leaf", ruleOfTrees("target_weights", a -> a.setFloats(0, Float.NaN)));
    assertEquals(
        "tree-mode",
        ruleOfTrees("nodes_modes", a -> a.setStrings(0, ByteString.copyFromUtf8("BRANCH_ODD"))));
  }

  @Test
  void refusesATreeWhoseNodesDoNotStandTogether() {
    assertEquals(
        "tree-order",
        ruleOfGraph(
            graph -> {
              changeLastThird(graph, "nodes_treeids", id -> 0);
              changeLastThird(graph, "nodes_nodeids", id -> id + 100);
            }));
  }

  private static void changeLastThird(
      GraphProto.Builder graph, String attribute, LongUnaryOperator change) {
    NodeProto.Builder node = graph.getNodeBuilder(0);
    for (AttributeProto.Builder builder : node.getAttributeBuilderList()) {
      if (builder.getName().equals(attribute)) {
        for (int i = 2 * builder.getIntsCount() / 3; i < builder.getIntsCount(); i++) {
          builder.setInts(i, change.applyAsLong(builder.getInts(i)));
        }
      }
    }
  }

  @Test
  void refusesAnInputOfAnotherWidth() {
    ModelRefusedException refused =
        assertThrows(ModelRefusedException.class, () -> OnnxModel.read(GOOD, FEATURES + 1));

    assertEquals("input", refused.rule());
  }

  @Test
  void refusesTreesWhoseInputWidthIsUnknown() {
    assertEquals(
        "tree-input",
        ruleOfGraph(
            graph -> {
              graph.addNode(
                  NodeProto.newBuilder()
                      .setOpType("Concat")
                      .addInput("features")
                      .addInput("features")
                      .addOutput("wide"));
              graph.getNodeBuilder(0).setInput(0, "wide");
            }));
  }

  @Test
  void refusesLengthsThatReachBeyondTheEnd() {
    assertEquals(
        "malformed", ruleOf(new byte[] {0x3a, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f}));
    assertEquals("malformed", ruleOf(new byte[] {0x3a, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}));
    assertEquals("malformed", ruleOf(new byte[] {0x3b}));
    assertEquals("malformed", ruleOf(new byte[0]));
    assertEquals("size", ruleOf(new byte[(32 << 20) + 1]));
  }

  @Test
  void refusesATensorThatDoesNotFillItsDimensions() {
    assertEquals(
        "tensor-size", ruleOfGraph(graph -> graph.getInitializerBuilder(0).setDims(0, 1L << 40)));
    assertEquals(
        "tensor-size",
        ruleOfGraph(
            graph ->
                graph
                    .getInitializerBuilder(0)
                    .addDims(1 << 24)
                    .addDims(1 << 24)
                    .addDims(1 << 24)
                    .addDims(1 << 24)));
  }

  @Test
  void refusesMoreNodesThanAnyModelNeeds() {
    assertEquals(
        "nodes",
        ruleOfGraph(
            graph -> {
              NodeProto node = graph.getNode(3);
              for (int i = 0; i < 10_001; i++) {
                graph.addNode(node);
              }
            }));
  }

  @Test
  void everyTruncationIsRefusedAndNoneEscapesAsAnotherError() {
    for (int length = 0; length < GOOD.length; length++) {
      byte[] cut = Arrays.copyOf(GOOD, length);
      assertThrows(ModelRefusedException.class, () -> readWhole(cut));
    }
  }

  /// A prefix that ends between the last fields can be a graph still, but never one with both
  /// opsets.
  private static void readWhole(byte[] bytes) {
    OnnxModel model = OnnxModel.read(bytes, FEATURES);
    if (model.graph().opsets().size() < 2) {
      throw new ModelRefusedException("cut", "an opset is gone");
    }
  }

  @Test
  void randomDamageIsReadOrRefusedButNeverFailsOtherwise() {
    SplittableRandom random = new SplittableRandom(99);

    int refused = RandomDamage.refusals(GOOD, FEATURES, 20_000, random);

    assertTrue(refused > 5_000, "damage refused " + refused + " times of 20,000");
  }
}
