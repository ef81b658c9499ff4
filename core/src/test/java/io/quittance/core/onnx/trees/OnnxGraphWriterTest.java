package io.quittance.core.onnx.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.Precision;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.write.OnnxForestWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter.Attribute;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Graphs of other shapes than one forest: what is read of them, and what is refused.
class OnnxGraphWriterTest {

  private static final int FEATURES = 4;
  private static final Calibration CALIBRATION = new Calibration.Logistic(0.8, 0.25);

  private static TreeEnsemble forest(long seed, int features) {
    return RandomForests.forest(new SplittableRandom(seed), features, 6, 3, 1);
  }

  private static OnnxGraphWriter writer() {
    return new OnnxGraphWriter("test", FEATURES);
  }

  /// Imputation and scaling, a layer, two forests over other columns, and their mean.
  private static byte[] mixed() {
    OnnxGraphWriter graph = writer();
    String median = graph.constant("median", new long[] {1, FEATURES}, 0.5f, -1, 2, 0);
    String absent = graph.node("IsNaN", List.of(graph.input()), "absent");
    String filled = graph.node("Where", List.of(absent, median, graph.input()), "filled");
    String first = graph.forest(forest(1, FEATURES), filled, "first_");
    String flags = graph.node("Cast", List.of(absent), "flags", Attribute.ofInt("to", 1));
    String wide = graph.node("Concat", List.of(filled, flags), "wide", Attribute.ofInt("axis", 1));
    String second = graph.forest(forest(2, 2 * FEATURES), wide, "second_");
    graph.constant("weights", new long[] {2 * FEATURES, 1}, 1, 2, 3, 4, -1, -2, -3, -4);
    graph.constant("bias", new long[] {1}, 0.125f);
    String layer = graph.node("Gemm", List.of(wide, "weights", "bias"), "layer");
    String sum = graph.node("Sum", List.of(first, second, layer), "sum");
    graph.constant("third", new long[] {1}, 1 / 3f);
    graph.finish(graph.node("Mul", List.of(sum, "third"), "mean"), CALIBRATION);
    return graph.toBytes();
  }

  @Test
  void aGraphWithTwoForestsAndALayerPassesAndRuns() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    float[][] rows = RandomForests.rows(random, FEATURES, 500, 0.2);
    float[] medians = {0.5f, -1, 2, 0};

    OnnxModel model = OnnxModel.read(mixed(), FEATURES);

    assertTrue(model.forest().isEmpty());
    OnnxRuntime.Scores scores = OnnxRuntime.run(mixed(), rows);
    for (int i = 0; i < rows.length; i++) {
      float[] wide = new float[2 * FEATURES];
      double layer = 0.125;
      for (int f = 0; f < FEATURES; f++) {
        boolean absent = Float.isNaN(rows[i][f]);
        wide[f] = absent ? medians[f] : rows[i][f];
        wide[FEATURES + f] = absent ? 1 : 0;
        layer += (f + 1) * (wide[f] - wide[FEATURES + f]);
      }
      double first = forest(1, FEATURES).margin(java.util.Arrays.copyOf(wide, FEATURES));
      double margin = (first + forest(2, 2 * FEATURES).margin(wide) + layer) / 3;
      assertEquals(margin, scores.margins()[i], 1e-5);
      assertEquals(CALIBRATION.probability(margin), scores.probabilities()[i], 1e-5);
    }
  }

  @Test
  void refusesWhatTheReaderWouldRefuseOrNoRuntimeCouldRun() {
    OnnxGraphWriter graph = writer();

    assertThrows(
        IllegalArgumentException.class, () -> graph.node("Loop", List.of("features"), "out"));
    assertThrows(
        IllegalArgumentException.class, () -> graph.node("Relu", List.of("nowhere"), "out"));
    assertThrows(
        IllegalArgumentException.class, () -> graph.node("Relu", List.of("features"), "features"));
    assertThrows(
        IllegalArgumentException.class, () -> graph.constant("short", new long[] {3}, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> graph.constant("features", new long[] {0}));
    assertThrows(IllegalStateException.class, graph::toBytes);
    graph.finish(graph.forest(forest(1, FEATURES), graph.input(), ""), CALIBRATION);
    assertThrows(
        IllegalStateException.class, () -> graph.node("Relu", List.of("features"), "late"));
  }

  /// The second forest reads 8 columns; each of these leaves it fewer, or an unknown number.
  @Test
  void refusesTreesWhoseColumnsAreNotCertain() {
    assertEquals("feature-range", ruleAfter(g -> node(g, "second_margin").setInput(0, "filled")));
    assertEquals("tree-input", ruleAfter(g -> node(g, "second_margin").setInput(0, "flags_of")));
    assertEquals("tree-input", ruleAfter(g -> node(g, "second_margin").setInput(0, "layer")));
    assertEquals("tree-input", ruleAfter(g -> node(g, "second_margin").setInput(0, "absent")));
    assertEquals("tree-input", ruleAfter(g -> node(g, "wide").clearAttribute()));
    assertEquals("tree-input", ruleAfter(g -> node(g, "filled").setInput(1, "layer")));
    assertEquals("tree-input", ruleAfter(g -> node(g, "second_margin").addInput("filled")));
    assertEquals("duplicate-name", ruleAfter(g -> node(g, "flags").setOutput(0, "absent")));
  }

  private static String ruleAfter(Consumer<GraphProto.Builder> harm) {
    byte[] onnx = changed(mixed(), harm);
    return assertThrows(ModelRefusedException.class, () -> OnnxModel.read(onnx, FEATURES)).rule();
  }

  private static byte[] changed(byte[] onnx, Consumer<GraphProto.Builder> harm) {
    try {
      ModelProto.Builder model = ModelProto.parseFrom(onnx).toBuilder();
      harm.accept(model.getGraphBuilder());
      return model.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static int indexOf(GraphProto.Builder graph, String output) {
    for (int i = 0; i < graph.getNodeCount(); i++) {
      if (graph.getNode(i).getOutput(0).equals(output)) {
        return i;
      }
    }
    throw new AssertionError("no node writes " + output);
  }

  private static NodeProto.Builder node(GraphProto.Builder graph, String output) {
    return graph.getNodeBuilder(indexOf(graph, output));
  }

  /// Our own form with one thing changed is some other function, so no forest is claimed.
  @Test
  void claimsNoForestWhenTheFormIsNotExactlyTheWrittenOne() {
    TreeEnsemble ensemble =
        new TreeEnsemble(
            FEATURES,
            0,
            forest(3, FEATURES).trees(),
            new CategoryEncodings(Map.of(1, new float[] {1, 2}, 2, new float[] {-1, 0.5f})),
            Precision.DOUBLE);
    byte[] beta = OnnxForestWriter.write(ensemble, new Calibration.Beta(1, 2, 3));
    byte[] isotonic =
        OnnxForestWriter.write(
            ensemble, new Calibration.Isotonic(List.of(0.0, 1.0, 2.0), List.of(0.1, 0.2, 0.3)));

    assertTrue(OnnxModel.read(beta, FEATURES).forest().isPresent());
    assertTrue(OnnxModel.read(isotonic, FEATURES).forest().isPresent());
    unclaimed(beta, g -> node(g, "difference").setOpType("Add"));
    unclaimed(beta, g -> node(g, "upward").setInput(1, "beta_a"));
    unclaimed(beta, g -> node(g, "encoded").setInput(1, "coded_column_0").setInput(0, "features"));
    unclaimed(beta, g -> g.addNode(node(g, "upward").clone().setOutput(0, "more")));
    unclaimed(
        isotonic,
        g -> constant(g, "line_slopes").setRawData(constant(g, "line_tops").getRawData()));
    unclaimed(isotonic, g -> g.removeInitializer(g.getInitializerCount() - 1));
    unclaimed(
        beta,
        g ->
            node(g, "encoded_0")
                .getAttributeBuilderList()
                .forEach(
                    a -> {
                      if (a.getName().equals("default_float")) {
                        a.setF(0);
                      }
                    }));
  }

  private static ai.onnx.proto.OnnxMl.TensorProto.Builder constant(
      GraphProto.Builder graph, String name) {
    return graph.getInitializerBuilderList().stream()
        .filter(tensor -> tensor.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void unclaimed(byte[] onnx, Consumer<GraphProto.Builder> change) {
    byte[] changed = changed(onnx, change);
    boolean claimed;
    try {
      claimed = OnnxModel.read(changed, FEATURES).forest().isPresent();
    } catch (ModelRefusedException e) {
      claimed = false;
    }
    assertEquals(false, claimed);
  }

  @Test
  void treesOfDoublesMustReadDoubles() {
    byte[] wide =
        OnnxForestWriter.write(
            new TreeEnsemble(
                FEATURES, 0, forest(3, FEATURES).trees(), CategoryEncodings.NONE, Precision.DOUBLE),
            CALIBRATION);

    byte[] narrow = changed(wide, g -> node(g, "margin").setInput(0, "features"));

    assertEquals(
        "tree-tensor",
        assertThrows(ModelRefusedException.class, () -> OnnxModel.read(narrow, FEATURES)).rule());
    byte[] both = changed(wide, g -> retype(g, "nodes_values_as_tensor", 1));
    assertEquals(
        "tensor-size",
        assertThrows(ModelRefusedException.class, () -> OnnxModel.read(both, FEATURES)).rule());
    byte[] longs = changed(wide, g -> retype(g, "target_weights_as_tensor", 7));
    assertEquals(
        "tree-tensor",
        assertThrows(ModelRefusedException.class, () -> OnnxModel.read(longs, FEATURES)).rule());
  }

  private static void retype(GraphProto.Builder graph, String attribute, int type) {
    node(graph, "margin").getAttributeBuilderList().stream()
        .filter(a -> a.getName().equals(attribute))
        .forEach(a -> a.getTBuilder().setDataType(type));
  }
}
