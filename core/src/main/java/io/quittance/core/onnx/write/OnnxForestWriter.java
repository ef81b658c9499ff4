package io.quittance.core.onnx.write;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.TreeEnsemble;

/// Writes a forest as the ONNX graph that [OnnxModel#read] recognises and any ONNX runtime runs.
///
/// Input `features` float [N, F] → `TreeEnsembleRegressor` → `margin` [N, 1] → calibration →
/// `probability` [N, 1]. Covers go into `nodes_hitrates`. The same forest gives the same bytes.
public final class OnnxForestWriter {

  public static final String INPUT = "features";
  public static final String MARGIN = "margin";
  public static final String PROBABILITY = "probability";

  private OnnxForestWriter() {}

  /// The bytes of an ONNX file.
  ///
  /// @param calibration its numbers are written as floats
  public static byte[] write(TreeEnsemble ensemble, Calibration calibration) {
    OnnxGraphWriter graph = new OnnxGraphWriter("forest", ensemble.features());
    graph.finish(graph.forest(ensemble, graph.input(), ""), calibration);
    return graph.toBytes();
  }
}
