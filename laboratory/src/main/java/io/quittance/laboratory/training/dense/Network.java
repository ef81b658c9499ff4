package io.quittance.laboratory.training.dense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/// A perceptron in native memory, with the state of the Adam optimiser (Kingma and Ba 2015) with
/// decoupled weight decay (Loshchilov and Hutter 2019).
///
/// Gradients are computed explicitly, because DJL can record gradients for only one thread of the
/// process at a time. Owned by one thread.
final class Network implements AutoCloseable {

  private static final float FIRST_MOMENT = 0.9f;
  private static final float SECOND_MOMENT = 0.999f;
  private static final float EPSILON = 1e-8f;
  private static final float NO_CLIPPING = -1;

  private final NDManager manager;
  private final List<Parameter> parameters = new ArrayList<>();
  private int updates;

  /// One array of weights or biases, with the moments of its gradient.
  private record Parameter(NDArray values, NDArray first, NDArray second) {}

  /// @param manager closed together with the network
  Network(NDManager manager, Layers layers) {
    this.manager = manager;
    for (Layers.Layer layer : layers.layers()) {
      parameters.add(parameter(layer.weights(), new Shape(layer.inputs(), layer.outputs())));
      parameters.add(parameter(layer.biases(), new Shape(1, layer.outputs())));
    }
  }

  private Parameter parameter(float[] values, Shape shape) {
    return new Parameter(
        manager.create(values, shape),
        manager.zeros(shape, DataType.FLOAT32),
        manager.zeros(shape, DataType.FLOAT32));
  }

  /// Computes the margins of prepared rows, float [n, 1].
  NDArray margins(NDArray rows) {
    return forward(rows).getLast();
  }

  /// Returns the rows, the output of each hidden layer, and the margin.
  private List<NDArray> forward(NDArray rows) {
    List<NDArray> outputs = new ArrayList<>();
    outputs.add(rows);
    for (int p = 0; p < parameters.size(); p += 2) {
      NDArray sums =
          outputs.getLast().matMul(parameters.get(p).values()).addi(parameters.get(p + 1).values());
      boolean last = p == parameters.size() - 2;
      outputs.add(last ? sums : sums.maximum(0));
    }
    return outputs;
  }

  /// Computes the gradients of the summed, weighted log loss, in the order of the parameters:
  /// weights and biases of the first layer, of the second, and so on.
  ///
  /// @param labels 1 or 0, float [n, 1]
  /// @param shares the weight of each row, float [n, 1]
  List<NDArray> gradients(NDArray rows, NDArray labels, NDArray shares) {
    List<NDArray> outputs = forward(rows);
    NDArray probability = outputs.getLast().neg().exp().addi(1).pow(-1);
    NDArray error = probability.sub(labels).muli(shares);
    List<NDArray> gradients = new ArrayList<>();
    for (int p = parameters.size() - 2; p >= 0; p -= 2) {
      NDArray input = outputs.get(p / 2);
      gradients.addFirst(error.sum(new int[] {0}, true));
      gradients.addFirst(input.transpose().matMul(error));
      if (p > 0) {
        NDArray weights = parameters.get(p).values();
        try (NDArray turned = weights.transpose()) {
          error = error.matMul(turned).muli(input.gt(0).toType(DataType.FLOAT32, false));
        }
      }
    }
    return gradients;
  }

  /// Takes one Adam step.
  void update(List<NDArray> gradients, double rate, double decay) {
    updates++;
    double first = 1 - StrictMath.pow(FIRST_MOMENT, updates);
    double second = 1 - StrictMath.pow(SECOND_MOMENT, updates);
    float corrected = (float) (rate * Math.sqrt(second) / first);
    for (int p = 0; p < parameters.size(); p++) {
      Parameter each = parameters.get(p);
      NDArray gradient = gradients.get(p);
      gradient
          .getNDArrayInternal()
          .adamUpdate(
              new NDList(each.values(), gradient, each.first(), each.second()),
              new NDList(each.values()),
              (float) rate,
              corrected,
              (float) decay,
              1,
              NO_CLIPPING,
              FIRST_MOMENT,
              SECOND_MOMENT,
              EPSILON,
              false,
              true);
    }
  }

  /// Returns the current weights, copied out of native memory.
  Layers layers() {
    List<Layers.Layer> layers = new ArrayList<>();
    for (int p = 0; p < parameters.size(); p += 2) {
      NDArray weights = parameters.get(p).values();
      layers.add(
          new Layers.Layer(
              (int) weights.getShape().get(0),
              (int) weights.getShape().get(1),
              weights.toFloatArray(),
              parameters.get(p + 1).values().toFloatArray()));
    }
    return new Layers(layers);
  }

  @Override
  public void close() {
    manager.close();
  }
}
