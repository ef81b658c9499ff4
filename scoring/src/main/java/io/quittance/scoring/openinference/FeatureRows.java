package io.quittance.scoring.openinference;

import static io.quittance.scoring.openinference.InferenceRefusedException.invalid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The rows of features that inputs hold: one matrix named `features`, or one vector a feature.
final class FeatureRows {

  /// Name of the input that holds whole rows.
  static final String MATRIX = "features";

  private FeatureRows() {}

  /// Returns the rows one after the other; NaN is missing.
  ///
  /// @param features names in the order of the model
  /// @throws InferenceRefusedException when the inputs are not those of the model
  static float[] of(List<Tensor> inputs, List<String> features) {
    Tensor first = inputs.getFirst();
    return inputs.size() == 1 && first.name().equals(MATRIX)
        ? matrix(first, features)
        : columns(inputs, features);
  }

  private static float[] matrix(Tensor tensor, List<String> features) {
    long[] shape = tensor.shape();
    if (shape.length != 2 || shape[1] != features.size()) {
      throw invalid(
          "input %s: its shape must be [rows, %d], one column for each of %s",
          MATRIX, features.size(), features);
    }
    float[] rows = new float[tensor.values().length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = narrow(tensor, i);
    }
    return rows;
  }

  private static float[] columns(List<Tensor> inputs, List<String> features) {
    Map<String, Tensor> byName = new HashMap<>();
    inputs.forEach(tensor -> byName.put(tensor.name(), tensor));
    List<String> absent = new ArrayList<>(features);
    absent.removeAll(byName.keySet());
    List<String> foreign = new ArrayList<>(byName.keySet().stream().sorted().toList());
    foreign.removeAll(features);
    if (!absent.isEmpty() || !foreign.isEmpty()) {
      throw invalid(
          "The inputs must be one matrix named %s, or one vector for each feature; missing %s,"
              + " unknown %s",
          MATRIX, absent, foreign.stream().limit(20).map(Names::shortened).toList());
    }
    int width = features.size();
    int rows = inputs.getFirst().values().length;
    float[] all = new float[rows * width];
    for (int j = 0; j < width; j++) {
      Tensor tensor = Objects.requireNonNull(byName.get(features.get(j)));
      long[] shape = tensor.shape();
      if (tensor.values().length != rows
          || !(shape.length == 1 || shape.length == 2 && shape[1] == 1)) {
        throw invalid(
            "input %s: its shape must be [%d] or [%d, 1], as many rows as input %s",
            tensor.name(), rows, rows, inputs.getFirst().name());
      }
      for (int i = 0; i < rows; i++) {
        all[i * width + j] = narrow(tensor, i);
      }
    }
    return all;
  }

  /// Models read single precision.
  private static float narrow(Tensor tensor, int place) {
    double value = tensor.values()[place];
    float narrowed = (float) value;
    if (Float.isInfinite(narrowed) && !Double.isInfinite(value)) {
      throw invalid(
          "input %s: element %d is %s, and the model reads FP32, up to 3.4e38",
          tensor.name(), place, value);
    }
    return narrowed;
  }
}
