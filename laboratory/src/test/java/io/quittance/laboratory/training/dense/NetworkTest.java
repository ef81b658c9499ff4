package io.quittance.laboratory.training.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The gradients written out, against those that PyTorch derives.
final class NetworkTest {

  private static final int ROWS = 64;
  private static final int WIDTH = 9;

  @Test
  void gradientsAreThoseThatPyTorchDerives() {
    for (List<Integer> hidden : List.of(List.of(7), List.of(8, 5))) {
      Layers layers = Layers.random(WIDTH, hidden, -0.4, 3);
      try (NDManager manager = PyTorch.manager()) {
        NDArray rows = random(manager, WIDTH, 1);
        NDArray labels = random(manager, 1, 2).gt(0.3).toType(rows.getDataType(), false);
        NDArray shares = random(manager, 1, 3).abs();
        List<NDArray> written =
            new Network(manager.newSubManager(), layers).gradients(rows, labels, shares);
        List<NDArray> derived = derived(manager, layers, rows, labels, shares);
        assertEquals(derived.size(), written.size());
        for (int p = 0; p < derived.size(); p++) {
          assertArrayEquals(
              derived.get(p).toFloatArray(), written.get(p).toFloatArray(), 1e-5f, "array " + p);
        }
      }
    }
  }

  private static NDArray random(NDManager manager, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[ROWS * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, new Shape(ROWS, columns));
  }

  /// The loss as PyTorch's own operations, differentiated by its recorder.
  private static List<NDArray> derived(
      NDManager manager, Layers layers, NDArray rows, NDArray labels, NDArray shares) {
    List<NDArray> parameters = new ArrayList<>();
    for (Layers.Layer layer : layers.layers()) {
      parameters.add(manager.create(layer.weights(), new Shape(layer.inputs(), layer.outputs())));
      parameters.add(manager.create(layer.biases(), new Shape(1, layer.outputs())));
    }
    parameters.forEach(parameter -> parameter.setRequiresGradient(true));
    try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray values = rows;
      for (int p = 0; p < parameters.size(); p += 2) {
        values = values.matMul(parameters.get(p)).add(parameters.get(p + 1));
        values = p == parameters.size() - 2 ? values : Activation.relu(values);
      }
      NDArray signed = values.mul(labels.mul(2).sub(1));
      collector.backward(Activation.softPlus(signed.neg()).mul(shares).sum());
    }
    return parameters.stream().map(NDArray::getGradient).toList();
  }
}
