package io.quittance.core.forest;

import io.quittance.core.model.ModelRefusedException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Tables that replace the codes of categorical features by numbers before trees read them, such as
/// a target encoding.
///
/// A raw row holds codes 0, 1, 2 …; `NaN`, a fraction, a negative number or a code beyond the table
/// becomes `NaN`. Features without a table pass unchanged. Immutable; the arrays are shared, so a
/// caller that hands them over must not change them.
public final class CategoryEncodings {

  /// Greatest number of codes of one feature.
  public static final int MAX_CODES = 4_096;

  /// No tables: leaves every row as it is.
  public static final CategoryEncodings NONE = new CategoryEncodings(Map.of());

  private final TreeMap<Integer, float[]> tables;
  private final int[] features;
  private final float[][] values;

  /// @param tables by index of the feature, the encoded value of each code, `NaN` for missing
  /// @throws ModelRefusedException with rule `lookup` when an index is negative, or a table is
  ///   empty, too long or contains an infinity
  public CategoryEncodings(Map<Integer, float[]> tables) {
    this.tables = new TreeMap<>(tables);
    this.features = this.tables.keySet().stream().mapToInt(feature -> feature).toArray();
    this.values = this.tables.values().toArray(float[][]::new);
    for (int i = 0; i < features.length; i++) {
      if (features[i] < 0 || values[i].length == 0 || values[i].length > MAX_CODES) {
        throw new ModelRefusedException(
            "lookup", "an encoding must name a feature and have 1 to " + MAX_CODES + " codes");
      }
      for (float value : values[i]) {
        if (Float.isInfinite(value)) {
          throw new ModelRefusedException("lookup", "an encoding maps a code to an infinite value");
        }
      }
    }
  }

  /// Returns the tables by index of the feature, ascending; not to be changed.
  public Map<Integer, float[]> tables() {
    return Map.copyOf(tables);
  }

  /// Returns whether no feature has a table.
  public boolean isEmpty() {
    return features.length == 0;
  }

  /// Returns the number of features that have a table.
  public int size() {
    return features.length;
  }

  /// Returns the index of the feature of the i-th table, ascending.
  public int feature(int i) {
    return features[i];
  }

  /// Returns the i-th table; not to be changed.
  public float[] table(int i) {
    return values[i];
  }

  /// Returns the value that the i-th table gives for a raw code.
  public float encode(int i, float raw) {
    float[] table = values[i];
    int code = (int) raw;
    return code == raw && code >= 0 && code < table.length ? table[code] : Float.NaN;
  }

  /// Returns a row as the trees see it: the row itself when there are no tables, otherwise a copy.
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
    return other instanceof CategoryEncodings that
        && Arrays.equals(features, that.features)
        && Arrays.deepEquals(values, that.values);
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
