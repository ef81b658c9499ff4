package io.quittance.core.onnx.trees;

import io.quittance.core.forest.FlatForest;
import io.quittance.core.onnx.OnnxGraph;
import java.util.Optional;

/// A graph that passed every check, and the forest in it if there is one.
///
/// @param graph what the file says
/// @param features how many values a row has
/// @param recognize the same function as the graph's, compiled; empty when the graph's form is not
///   recognised, in which case the graph can be run by an ONNX runtime only
public record OnnxModel(OnnxGraph graph, int features, Optional<FlatForest> forest) {

  /// Reads and checks a graph.
  ///
  /// @param features how many values a row has; the graph must agree
  /// @throws ModelRefusedException with the rule that the bytes break
  public static OnnxModel read(byte[] onnx, int features) {
    OnnxGraph graph = OnnxGraph.read(onnx);
    return new OnnxModel(graph, features, new ForestRecognizer(graph, features).recognize());
  }
}
