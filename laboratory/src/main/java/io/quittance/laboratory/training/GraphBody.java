package io.quittance.laboratory.training;

import io.quittance.core.onnx.write.OnnxGraphWriter;

/// The part of a graph that computes margins from raw rows.
@FunctionalInterface
public interface GraphBody {

  /// Adds the nodes.
  ///
  /// @param input the name of the input, float [N, F]: raw rows, with missing values as `NaN` and
  ///   categories as codes
  /// @param prefix of all added names; unique in the graph
  /// @return the name of the margin, float [N, 1]
  String append(OnnxGraphWriter writer, String input, String prefix);
}
