package io.quittance.core.onnx.trees;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.onnx.OnnxGraph;
import io.quittance.core.onnx.OnnxGraph.Attribute;
import io.quittance.core.onnx.OnnxGraph.Node;
import io.quittance.core.onnx.OnnxGraph.Tensor;
import io.quittance.core.onnx.write.CalibrationNodes;
import io.quittance.core.onnx.write.CategoryEncodingNodes;
import io.quittance.core.onnx.write.OnnxForestWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Recognises a graph that [OnnxForestWriter] wrote. Extracts the constants from the graph, writes
/// the graph again with a small forest, and compares everything except the trees.
final class OwnGraphRecognizer {

  private OwnGraphRecognizer() {}

  /// Returns the forest and its calibration if each node and constant is the one that would be
  /// written.
  ///
  /// @param ensemble the graph's trees, without encodings
  static Optional<FlatForest> recognize(OnnxGraph graph, TreeEnsemble ensemble) {
    Optional<CategoryEncodings> encodings = CategoryEncodingNodes.read(graph);
    Optional<Calibration> calibration = CalibrationNodes.read(graph.initializers());
    if (encodings.isEmpty() || calibration.isEmpty()) {
      return Optional.empty();
    }
    int lastEncoded =
        encodings.get().isEmpty() ? -1 : encodings.get().feature(encodings.get().size() - 1);
    if (lastEncoded >= ensemble.features()) {
      return Optional.empty();
    }
    TreeEnsemble whole = ensemble.withEncodings(encodings.get());
    TreeEnsemble small =
        new TreeEnsemble(
            whole.features(), 0, List.of(Tree.leaf(0, 1)), whole.encodings(), whole.precision());
    OnnxGraph expected = OnnxGraph.read(OnnxForestWriter.write(small, calibration.get()));
    return same(graph, expected)
        ? Optional.of(FlatForest.compile(whole, calibration.get()))
        : Optional.empty();
  }

  private static boolean same(OnnxGraph graph, OnnxGraph expected) {
    boolean same =
        graph.inputs().equals(expected.inputs())
            && graph.outputs().equals(expected.outputs())
            && graph.nodes().size() == expected.nodes().size()
            && graph.initializers().keySet().equals(expected.initializers().keySet());
    for (int i = 0; same && i < expected.nodes().size(); i++) {
      same = same(graph.nodes().get(i), expected.nodes().get(i));
    }
    for (Map.Entry<String, Tensor> constant : expected.initializers().entrySet()) {
      same = same && same(graph.initializers().get(constant.getKey()), constant.getValue());
    }
    return same;
  }

  private static boolean same(Node node, Node expected) {
    boolean same =
        node.is(expected.domain(), expected.operator())
            && node.inputs().equals(expected.inputs())
            && node.outputs().equals(expected.outputs());
    if (!same || node.operator().equals("TreeEnsembleRegressor")) {
      return same;
    }
    return node.attributes().keySet().equals(expected.attributes().keySet())
        && expected.attributes().values().stream()
            .allMatch(attribute -> same(node.attributes().get(attribute.name()), attribute));
  }

  private static boolean same(@Nullable Attribute attribute, Attribute expected) {
    return attribute != null
        && Objects.equals(attribute.number(), expected.number())
        && Objects.equals(attribute.integer(), expected.integer())
        && Objects.equals(attribute.string(), expected.string())
        && attribute.tensor() == null
        && expected.tensor() == null
        && Arrays.equals(attribute.floats(), expected.floats())
        && Arrays.equals(attribute.ints(), expected.ints())
        && attribute.strings().equals(expected.strings());
  }

  private static boolean same(@Nullable Tensor tensor, Tensor expected) {
    return tensor != null
        && tensor.elementType() == expected.elementType()
        && tensor.dimensions().equals(expected.dimensions())
        && Arrays.equals(tensor.values(), expected.values());
  }
}
