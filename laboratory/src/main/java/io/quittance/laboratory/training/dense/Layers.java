package io.quittance.laboratory.training.dense;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The weights of a perceptron. The outputs of every layer except the last are rectified (ReLU).
///
/// @param layers from the input to the margin; the last has one output
record Layers(List<Layer> layers) {

  Layers {
    layers = List.copyOf(layers);
  }

  /// One layer.
  ///
  /// @param weights `inputs * outputs`, one row per input
  /// @param biases one per output
  @SuppressWarnings("ArrayRecordComponent")
  record Layer(int inputs, int outputs, float[] weights, float[] biases) {}

  /// Draws weights from a normal distribution with variance 2 / inputs (He, Zhang, Ren and Sun
  /// 2015). The margin starts near the log odds of all rows.
  static Layers random(int inputs, List<Integer> hidden, double logOdds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Layer> layers = new ArrayList<>();
    int width = inputs;
    for (int units : hidden) {
      layers.add(
          new Layer(width, units, normal(random, width, units, 2.0 / width), new float[units]));
      width = units;
    }
    float[] last = normal(random, width, 1, 0.1 / width);
    layers.add(new Layer(width, 1, last, new float[] {(float) logOdds}));
    return new Layers(layers);
  }

  private static float[] normal(SplittableRandom random, int inputs, int outputs, double variance) {
    float[] weights = new float[inputs * outputs];
    double deviation = Math.sqrt(variance);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() * deviation);
    }
    return weights;
  }
}
