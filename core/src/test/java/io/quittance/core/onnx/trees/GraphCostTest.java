package io.quittance.core.onnx.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.GraphCost;
import io.quittance.core.onnx.OnnxGraph;
import io.quittance.core.onnx.OnnxGraph.Node;
import io.quittance.core.onnx.write.OnnxForestWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter.Attribute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class GraphCostTest {

  private static final int FEATURES = 4;

  private final OnnxGraphWriter writer = new OnnxGraphWriter("test", FEATURES);
  private int count;

  private String node(String operator, List<String> inputs, Attribute... attributes) {
    return writer.node(operator, inputs, "value-" + count++, attributes);
  }

  /// A graph whose margin is the mean of a value.
  private byte[] endingIn(String value) {
    String flat = node("Flatten", List.of(value), Attribute.ofInt("axis", 0));
    String mean =
        node(
            "ReduceMean",
            List.of(flat),
            Attribute.ofInts("axes", 1),
            Attribute.ofInt("keepdims", 1));
    writer.finish(mean, Calibration.IDENTITY);
    return writer.toBytes();
  }

  private static String ruleOf(byte[] onnx) {
    OnnxGraph graph = OnnxGraph.read(onnx);
    return assertThrows(ModelRefusedException.class, () -> GraphCost.check(graph, FEATURES)).rule();
  }

  @Test
  void aValueJoinedToItselfAgainAndAgainIsRefused() {
    String value = writer.input();
    for (int i = 0; i < 40; i++) {
      value = node("Concat", List.of(value, value), Attribute.ofInt("axis", 1));
    }
    assertEquals("cost", ruleOf(endingIn(value)));
  }

  @Test
  void rowsSpreadAgainstRowsAreRefused() {
    String turned = node("Transpose", List.of(writer.input()));
    String row = node("Gather", List.of(turned, writer.constantLongs("one", new long[] {1}, 0)));
    String column = node("Transpose", List.of(row));
    String table = node("Add", List.of(row, column));
    for (int i = 0; i < 20; i++) {
      table = node("Exp", List.of(table));
    }
    assertEquals("cost", ruleOf(endingIn(table)));
  }

  @Test
  void constantsThatMultiplyToMoreAreRefusedBeforeTheyAreFolded() {
    String tall = writer.constant("tall", new long[] {30_000, 1}, new float[30_000]);
    String wide = writer.constant("wide", new long[] {1, 30_000}, new float[30_000]);
    assertEquals("cost", ruleOf(endingIn(node("MatMul", List.of(tall, wide)))));
  }

  @Test
  void tooManyMultiplicationsAreRefused() {
    String value =
        node("Gather", List.of(writer.input(), index(1_000)), Attribute.ofInt("axis", 1));
    String square = writer.constant("square", new long[] {1_000, 1_000}, new float[1_000_000]);
    for (int i = 0; i < 10; i++) {
      value = node("Gemm", List.of(value, square));
    }
    assertEquals("cost", ruleOf(endingIn(value)));
  }

  @Test
  void aShapeThatTheRowsDecideIsRefused() {
    String longs = node("Cast", List.of(writer.input()), Attribute.ofInt("to", 7));
    String row =
        node(
            "Squeeze",
            List.of(
                node("Gather", List.of(longs, writer.constantLongs("0", new long[] {1}, 0))),
                writer.constantLongs("axes", new long[] {1}, 0)));
    assertEquals("shape", ruleOf(endingIn(node("Reshape", List.of(writer.input(), row)))));
  }

  private String index(int size) {
    return writer.constantLongs("index-" + size, new long[] {size}, new long[size]);
  }

  @Test
  void whatTheLoopWritesIsCheap() {
    TreeEnsemble forest = RandomForests.forest(new SplittableRandom(1), FEATURES, 300, 6, 1);
    String margin = writer.forest(forest, writer.input(), "a_");
    writer.finish(
        margin, new Calibration.Isotonic(List.of(-1.0, 0.0, 2.0), List.of(0.1, 0.3, 0.8)));
    OnnxGraph graph = OnnxGraph.read(writer.toBytes());
    assertArrayEquals(
        new long[] {GraphCost.ROWS, 1},
        GraphCost.shapes(graph, FEATURES).get(OnnxForestWriter.PROBABILITY));
  }

  @Test
  void shapesAreThoseThatOnnxRuntimeComputes() throws Exception {
    String input = writer.input();
    String three = writer.constantLongs("three", new long[] {3}, 2, 0, 2);
    String picked = node("Gather", List.of(input, three), Attribute.ofInt("axis", -1));
    String joined = node("Concat", List.of(input, picked), Attribute.ofInt("axis", 1));
    String weights = writer.constant("weights", new long[] {5, 7}, new float[35]);
    node("Gemm", List.of(joined, weights), Attribute.ofInt("transB", 1));
    String cube =
        node("Reshape", List.of(input, writer.constantLongs("cube", new long[] {3}, 0, 2, -1)));
    node("Transpose", List.of(cube), Attribute.ofInts("perm", 2, 0, 1));
    String second =
        node("Unsqueeze", List.of(picked, writer.constantLongs("at", new long[] {2}, 0, -1)));
    node("Squeeze", List.of(second, writer.constantLongs("first", new long[] {1}, 0)));
    node("MatMul", List.of(cube, writer.constant("by", new long[] {2, 5}, new float[10])));
    node("MatMul", List.of(cube, cube));
    node("MatMul", List.of(input, writer.constant("vector", new long[] {4}, new float[4])));
    node(
        "ReduceSum",
        List.of(cube, writer.constantLongs("sum", new long[] {1}, 1)),
        Attribute.ofInt("keepdims", 0));
    node("ReduceMean", List.of(cube), Attribute.ofInts("axes", -1));
    node("ArgMax", List.of(input), Attribute.ofInt("axis", 1));
    node("Flatten", List.of(cube), Attribute.ofInt("axis", 2));
    node("Add", List.of(cube, writer.constant("row", new long[] {2, 1}, 1, 2)));
    node(
        "Where",
        List.of(node("IsNaN", List.of(input)), input, writer.constant("scalar", new long[0], 1)));
    byte[] onnx = endingIn(input);
    OnnxGraph graph = OnnxGraph.read(onnx);
    Map<String, long[]> inferred = GraphCost.shapes(graph, FEATURES);
    computed(onnx, graph)
        .forEach((name, shape) -> assertArrayEquals(shape, inferred.get(name), name));
  }

  private static Map<String, long[]> computed(byte[] onnx, OnnxGraph graph)
      throws OrtException, InvalidProtocolBufferException {
    ModelProto.Builder model = ModelProto.parseFrom(onnx).toBuilder();
    List<String> names = graph.nodes().stream().map(Node::outputs).map(List::getFirst).toList();
    model.getGraphBuilder().clearOutput();
    names.forEach(
        name -> model.getGraphBuilder().addOutput(ValueInfoProto.newBuilder().setName(name)));
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, long[]> shapes = new HashMap<>();
    try (OrtSession session = environment.createSession(model.build().toByteArray());
        OnnxTensor rows =
            OnnxTensor.createTensor(environment, new float[GraphCost.ROWS][FEATURES]);
        OrtSession.Result result = session.run(Map.of(OnnxForestWriter.INPUT, rows))) {
      for (String name : names) {
        OnnxTensor value = (OnnxTensor) result.get(name).orElseThrow();
        shapes.put(name, value.getInfo().getShape());
      }
    }
    return shapes;
  }
}
