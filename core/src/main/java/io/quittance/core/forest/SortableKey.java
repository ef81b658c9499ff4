package io.quittance.core.forest;

/// Floats as integers of the same order, so that `x < t` is the sign of a difference.
public final class SortableKey {

  /// Below the key of every float, infinities included.
  private static final long MISSING_LOW = Integer.MIN_VALUE;

  /// Above the key of every float, infinities included.
  private static final long MISSING_HIGH = Integer.MAX_VALUE;

  private SortableKey() {}

  /// The key of a float that is not `NaN`: `key(a) < key(b)` exactly when `a < b`; both zeros have
  /// one key.
  public static int of(float value) {
    int bits = Float.floatToRawIntBits(value + 0.0f);
    return bits ^ ((bits >> 31) & 0x7fffffff);
  }

  /// Writes each value's key twice: at `2·f` with a missing value as the least, at `2·f + 1` with
  /// it as the greatest key.
  ///
  /// @param keys receives the keys of `keys.length / 2` values that begin at the offset
  public static void fill(float[] rows, int offset, long[] keys) {
    int features = keys.length >> 1;
    for (int f = 0; f < features; f++) {
      put(keys, f, rows[offset + f]);
    }
  }

  /// Writes the keys of a raw row as trees behind the lookups see it.
  ///
  /// @param keys receives the keys of `keys.length / 2` values that begin at the offset
  public static void fill(float[] rows, int offset, long[] keys, CategoryEncodings lookups) {
    fill(rows, offset, keys);
    for (int i = 0; i < lookups.size(); i++) {
      int feature = lookups.feature(i);
      put(keys, feature, lookups.encode(i, rows[offset + feature]));
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

  /// A decision in one word: the threshold's key in the upper half, the index into the filled keys
  /// in the lower.
  public static long decision(float threshold, int feature, boolean missingLeft) {
    return ((long) of(threshold) << 32) | (2L * feature + (missingLeft ? 0 : 1));
  }

  /// 1 when the row goes left at the decision, else 0.
  public static long goesLeft(long decision, long[] keys) {
    return (keys[(int) decision] - (decision >> 32)) >>> 63;
  }
}
