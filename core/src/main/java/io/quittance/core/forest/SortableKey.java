package io.quittance.core.forest;

/// Maps floats to integers of the same order, so that `x < t` is the sign of a difference.
/// Stateless; safe for concurrent use.
public final class SortableKey {

  /// Below the key of every float, infinities included.
  private static final long MISSING_LOW = Integer.MIN_VALUE;

  /// Above the key of every float, infinities included.
  private static final long MISSING_HIGH = Integer.MAX_VALUE;

  private SortableKey() {}

  /// Returns the key of a float that is not `NaN`: `key(a) < key(b)` if and only if `a < b`; both
  /// zeros have the same key.
  public static int of(float value) {
    int bits = Float.floatToRawIntBits(value + 0.0f);
    return bits ^ ((bits >> 31) & 0x7fffffff);
  }

  /// Writes each value's key twice: at `2·f` with a missing value as the least key, at `2·f + 1`
  /// with a missing value as the greatest key.
  ///
  /// @param rows row-major values
  /// @param offset position of the row's first value
  /// @param keys receives the keys of `keys.length / 2` values
  public static void fill(float[] rows, int offset, long[] keys) {
    int features = keys.length >> 1;
    for (int f = 0; f < features; f++) {
      put(keys, f, rows[offset + f]);
    }
  }

  /// Writes the keys of a raw row after its categories have been encoded.
  ///
  /// @param rows row-major raw values
  /// @param offset position of the row's first value
  /// @param keys receives the keys of `keys.length / 2` values
  /// @param encodings tables of the categorical features
  public static void fill(float[] rows, int offset, long[] keys, CategoryEncodings encodings) {
    fill(rows, offset, keys);
    for (int i = 0; i < encodings.size(); i++) {
      int feature = encodings.feature(i);
      put(keys, feature, encodings.encode(i, rows[offset + feature]));
    }
  }

  private static void put(long[] keys, int feature, float value) {
    if (Float.isNaN(value)) {
      keys[2 * feature] = MISSING_LOW;
      keys[2 * feature + 1] = MISSING_HIGH;
    } else {
      long key = of(value);
      keys[2 * feature] = key;
      keys[2 * feature + 1] = key;
    }
  }

  /// Returns a decision in one word: the key of the threshold in the upper half, the index into the
  /// filled keys in the lower half.
  public static long decision(float threshold, int feature, boolean missingLeft) {
    return ((long) of(threshold) << 32) | (2L * feature + (missingLeft ? 0 : 1));
  }

  /// Returns 1 when the row goes left at the decision, otherwise 0.
  public static long goesLeft(long decision, long[] keys) {
    return (keys[(int) decision] - (decision >> 32)) >>> 63;
  }
}
