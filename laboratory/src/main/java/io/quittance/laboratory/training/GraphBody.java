package io.quittance.laboratory.training;

import io.quittance.core.onnx.write.OnnxGraphWriter;

/// The part of a graph that computes a margin from raw rows.
@FunctionalInterface
public interface GraphBody {

  /// Adds the nodes.
  ///
  /// @param input the name of float [N, F]: raw rows, missing as `NaN`, categories as codes
  /// @param prefix of all names that are added, unlike any other in the graph
  /// @return the name of the margin, float [N, 1]
  String append(OnnxGraphWriter writer, String input, String prefix);
}
