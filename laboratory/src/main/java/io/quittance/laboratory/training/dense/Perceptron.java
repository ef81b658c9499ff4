package io.quittance.laboratory.training.dense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.DoubleNodes;
import io.quittance.laboratory.training.encoding.Preparation;
import java.util.Arrays;
import java.util.List;

/// A trained perceptron with the preparation of its input. Immutable; holds no native memory
/// between calls.
record Perceptron(Preparation preparation, Layers layers) implements DenseModel {

  private static final int ROWS_AT_ONCE = 32_768;

  /// Returns margins as PyTorch computes them.
  @Override
  public double[] margins(Examples rows) {
    float[] prepared = preparation.apply(rows);
    int width = preparation.width();
    double[] margins = new double[rows.size()];
    try (Network network = new Network(PyTorch.manager(), layers)) {
      for (int from = 0; from < margins.length; from += ROWS_AT_ONCE) {
        int to = Math.min(margins.length, from + ROWS_AT_ONCE);
        try (NDManager step = PyTorch.manager()) {
          NDArray some =
              step.create(
                  Arrays.copyOfRange(prepared, from * width, to * width),
                  new Shape(to - from, width));
          float[] computed = network.margins(some).toFloatArray();
          for (int i = from; i < to; i++) {
            margins[i] = computed[i - from];
          }
        }
      }
    }
    return margins;
  }

  /// Adds the preparation and the layers to a graph. The layers compute in double precision.
  @Override
  public String append(OnnxGraphWriter writer, String input, String prefix) {
    DoubleNodes nodes = new DoubleNodes(writer, prefix);
    String values = nodes.widened(preparation.append(writer, input, prefix));
    int last = layers.layers().size() - 1;
    for (int l = 0; l <= last; l++) {
      Layers.Layer layer = layers.layers().get(l);
      long[] shape = {layer.inputs(), layer.outputs()};
      String weights = nodes.constant("weights_" + l, shape, layer.weights());
      String biases = nodes.constant("biases_" + l, new long[] {layer.outputs()}, layer.biases());
      values = writer.node("Gemm", List.of(values, weights, biases), prefix + "sums_" + l);
      if (l < last) {
        values = writer.node("Relu", List.of(values), prefix + "units_" + l);
      }
    }
    return nodes.rounded(values, "margin");
  }
}
