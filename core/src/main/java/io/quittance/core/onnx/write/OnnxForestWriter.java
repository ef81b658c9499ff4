package io.quittance.core.onnx.write;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.TreeEnsemble;

/// Writes a forest as an ONNX graph that [io.quittance.core.onnx.trees.OnnxModel#read] recognises
/// and any ONNX runtime can run. Stateless; safe for concurrent use.
///
/// Input `features` float [N, F] → `TreeEnsembleRegressor` → `margin` [N, 1] → calibration →
/// `probability` [N, 1]. Covers are written to `nodes_hitrates`. The same forest gives the same
/// bytes.
public final class OnnxForestWriter {

  /// Name of the graph's input: raw rows, float [N, F].
  public static final String INPUT = "features";

  /// Name of the output with the log odds before calibration, float [N, 1].
  public static final String MARGIN = "margin";

  /// Name of the output with the calibrated probability, float [N, 1].
  public static final String PROBABILITY = "probability";

  private OnnxForestWriter() {}

  /// Returns the bytes of an ONNX file.
  ///
  /// @param ensemble the forest
  /// @param calibration map to probabilities; its numbers are written as floats
  public static byte[] write(TreeEnsemble ensemble, Calibration calibration) {
    OnnxGraphWriter graph = new OnnxGraphWriter("forest", ensemble.features());
    graph.finish(graph.forest(ensemble, graph.input(), ""), calibration);
    return graph.toBytes();
  }
}
