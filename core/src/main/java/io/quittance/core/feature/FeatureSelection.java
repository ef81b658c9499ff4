package io.quittance.core.feature;

import java.util.List;

/// Which values of a vector a model reads, in the model's order.
public final class FeatureSelection {

  private final List<String> names;
  private final int[] indices;

  FeatureSelection(List<String> names, int[] indices) {
    this.names = List.copyOf(names);
    this.indices = indices.clone();
  }

  /// The inputs of the model, in its order.
  public List<String> names() {
    return names;
  }

  public int size() {
    return indices.length;
  }

  /// Where the model reads the action; −1 if it does not.
  public int actionIndex() {
    return names.indexOf(FeatureCatalogue.ACTION_CHANNEL);
  }

  /// A new array in the model's order.
  public float[] pick(FeatureVector vector) {
    float[] picked = new float[indices.length];
    pick(vector, picked, 0);
    return picked;
  }

  /// Writes the values in the model's order into an array, from an offset on.
  public void pick(FeatureVector vector, float[] target, int offset) {
    for (int i = 0; i < indices.length; i++) {
      target[offset + i] = vector.get(indices[i]);
    }
  }
}
