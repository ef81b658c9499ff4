package io.quittance.core.forest;

import io.quittance.core.model.ModelRefusedException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// What the codes of categorical features are replaced with before trees see them, such as a target
/// encoding.
///
/// A raw row holds codes 0, 1, 2 …; `NaN`, a fraction, a negative number or a code beyond the table
/// becomes `NaN`. Features without a table pass unchanged. Immutable: the arrays are shared, and
/// whoever hands them over must not change them.
public final class CategoryEncodings {

  /// The most codes one feature may have.
  public static final int MAX_CODES = 4_096;

  /// Leaves every row as it is.
  public static final CategoryEncodings NONE = new CategoryEncodings(Map.of());

  private final TreeMap<Integer, float[]> tables;
  private final int[] features;
  private final float[][] values;

  /// @param tables by index of the feature: the encoded value of each code, `NaN` for missing
  /// @throws ModelRefusedException when an index is negative, or a table is empty, too long or
  ///   holds an infinity
  public CategoryEncodings(Map<Integer, float[]> tables) {
    this.tables = new TreeMap<>(tables);
    this.features = this.tables.keySet().stream().mapToInt(feature -> feature).toArray();
    this.values = this.tables.values().toArray(float[][]::new);
    for (int i = 0; i < features.length; i++) {
      if (features[i] < 0 || values[i].length == 0 || values[i].length > MAX_CODES) {
        throw new ModelRefusedException(
            "lookup", "a lookup needs a feature and 1 to " + MAX_CODES + " codes");
      }
      for (float value : values[i]) {
        if (Float.isInfinite(value)) {
          throw new ModelRefusedException("lookup", "a code is encoded as an infinity");
        }
      }
    }
  }

  /// The tables by feature, in ascending order; not to be changed.
  public Map<Integer, float[]> tables() {
    return Map.copyOf(tables);
  }

  public boolean isEmpty() {
    return features.length == 0;
  }

  /// How many features have a table.
  public int size() {
    return features.length;
  }

  /// The feature of the i-th table, ascending.
  public int feature(int i) {
    return features[i];
  }

  /// The i-th table.
  public float[] table(int i) {
    return values[i];
  }

  /// The encoded value that the i-th table has for a raw one.
  public float encode(int i, float raw) {
    float[] table = values[i];
    int code = (int) raw;
    return code == raw && code >= 0 && code < table.length ? table[code] : Float.NaN;
  }

  /// A row as the trees see it: the row itself where nothing is looked up, else a copy.
  public float[] encoded(float[] row) {
    if (isEmpty()) {
      return row;
    }
    float[] copy = row.clone();
    for (int i = 0; i < features.length; i++) {
      copy[features[i]] = encode(i, row[features[i]]);
    }
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CategoryEncodings lookups
        && Arrays.equals(features, lookups.features)
        && Arrays.deepEquals(values, lookups.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(features) + Arrays.deepHashCode(values);
  }

  @Override
  public String toString() {
    return "CategoryEncodings of features " + Arrays.toString(features);
  }
}
