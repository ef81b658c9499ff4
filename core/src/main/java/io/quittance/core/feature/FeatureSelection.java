package io.quittance.core.feature;

import java.util.List;

/// The features that a model reads, in the model's order, as positions in a [FeatureVector].
/// Immutable.
public final class FeatureSelection {

  private final List<String> names;
  private final int[] indices;

  FeatureSelection(List<String> names, int[] indices) {
    this.names = List.copyOf(names);
    this.indices = indices.clone();
  }

  /// Returns the names of the model's inputs, in its order.
  public List<String> names() {
    return names;
  }

  /// Returns the number of the model's inputs.
  public int size() {
    return indices.length;
  }

  /// Returns the model's input that holds the action, from 0; −1 if the model does not read it.
  public int actionIndex() {
    return names.indexOf(FeatureCatalogue.ACTION_CHANNEL);
  }

  /// Returns the values that the model reads, in its order, in a new array.
  public float[] pick(FeatureVector vector) {
    float[] picked = new float[indices.length];
    pick(vector, picked, 0);
    return picked;
  }

  /// Writes the values that the model reads, in its order, into `target` from `offset` on.
  public void pick(FeatureVector vector, float[] target, int offset) {
    for (int i = 0; i < indices.length; i++) {
      target[offset + i] = vector.get(indices[i]);
    }
  }
}
