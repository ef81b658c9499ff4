package io.quittance.core.onnx.trees;

import io.quittance.core.forest.FlatForest;
import io.quittance.core.onnx.OnnxGraph;
import java.util.Optional;

/// A graph that passed every check, and the forest in it if there is one.
///
/// @param graph content of the file
/// @param features number of values in a row
/// @param forest the same function as the graph's, compiled; empty when the form of the graph is
///   not recognised, and then only an ONNX runtime can run the graph
public record OnnxModel(OnnxGraph graph, int features, Optional<FlatForest> forest) {

  /// Reads and checks a graph.
  ///
  /// @param onnx bytes of an ONNX file
  /// @param features number of values in a row; the graph must agree
  /// @throws io.quittance.core.model.ModelRefusedException with the rule that the bytes break
  public static OnnxModel read(byte[] onnx, int features) {
    OnnxGraph graph = OnnxGraph.read(onnx);
    return new OnnxModel(graph, features, new ForestRecognizer(graph, features).recognize());
  }
}
