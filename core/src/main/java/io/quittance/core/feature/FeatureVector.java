package io.quittance.core.feature;

import io.quittance.core.event.DecisionMade.FeatureSnapshot;
import io.quittance.core.vocabulary.Action;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Values of the standard catalogue, in its order; `NaN` is a missing value. Immutable.
public final class FeatureVector {

  private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.standard();

  private final float[] values;

  FeatureVector(float[] values) {
    this.values = values;
  }

  /// Returns a vector of given values.
  ///
  /// @param values one for each feature of the standard catalogue; copied
  /// @throws IllegalArgumentException when the number of values differs from the number of features
  public static FeatureVector of(float[] values) {
    if (values.length != CATALOGUE.size()) {
      throw new IllegalArgumentException(
          "a vector must have " + CATALOGUE.size() + " values, had " + values.length);
    }
    return new FeatureVector(values.clone());
  }

  /// Returns the vector that a decision recorded, without an action. A feature that was added to
  /// the catalogue later is missing.
  ///
  /// @throws SignatureRefusedException when the snapshot holds a feature or version that is not in
  ///   the catalogue
  public static FeatureVector of(FeatureSnapshot snapshot) {
    float[] values = new float[CATALOGUE.size()];
    Arrays.fill(values, Float.NaN);
    for (Map.Entry<String, @Nullable Float> entry : snapshot.values().entrySet()) {
      String name = entry.getKey();
      int index = CATALOGUE.indexOf(name, snapshot.versions().getOrDefault(name, 0));
      Float value = entry.getValue();
      values[index] = value == null ? Float.NaN : value;
    }
    return new FeatureVector(values);
  }

  /// Returns the value at a position of the catalogue; `NaN` when missing.
  public float get(int index) {
    return values[index];
  }

  /// Returns the value of a feature; `NaN` when missing.
  ///
  /// @throws IllegalArgumentException for a name that is not in the catalogue
  public float get(String name) {
    return values[CATALOGUE.index(name)];
  }

  /// Returns a copy of the values in the order of the catalogue.
  public float[] toArray() {
    return values.clone();
  }

  /// Returns the features of the same account under an action.
  public FeatureVector withAction(Action action) {
    float[] copy = values.clone();
    copy[copy.length - 1] = action.code();
    return new FeatureVector(copy);
  }

  /// Returns what a decision records: every feature except the action, null where missing.
  public FeatureSnapshot snapshot() {
    SortedMap<String, @Nullable Float> named = new TreeMap<>();
    for (int i = 0; i < values.length - 1; i++) {
      named.put(CATALOGUE.names().get(i), Float.isNaN(values[i]) ? null : values[i]);
    }
    return new FeatureSnapshot(named, CATALOGUE.versions());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FeatureVector that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "FeatureVector" + Arrays.toString(values);
  }
}
