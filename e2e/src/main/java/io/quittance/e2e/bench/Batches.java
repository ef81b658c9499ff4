package io.quittance.e2e.bench;

/// Batches of rows that take turns, so that consecutive calls see different rows. Not thread-safe.
final class Batches {

  private static final int ROWS = 10_000;

  private final float[][] flat;
  private final float[][][] nested;
  private int next;

  private Batches(float[][] flat, float[][][] nested) {
    this.flat = flat;
    this.nested = nested;
  }

  /// @param size rows per batch
  static Batches of(int size, long seed) {
    int count = Math.max(1, ROWS / size);
    float[] rows = Workload.rows(count * size, seed);
    float[][] flat = new float[count][size * Workload.FEATURES];
    float[][][] nested = new float[count][size][Workload.FEATURES];
    for (int b = 0; b < count; b++) {
      System.arraycopy(rows, b * flat[b].length, flat[b], 0, flat[b].length);
      for (int i = 0; i < size; i++) {
        System.arraycopy(flat[b], i * Workload.FEATURES, nested[b][i], 0, Workload.FEATURES);
      }
    }
    return new Batches(flat, nested);
  }

  /// Returns the next batch as one row-major array.
  float[] flat() {
    return flat[turn()];
  }

  /// Returns the next batch with one array per row.
  float[][] nested() {
    return nested[turn()];
  }

  private int turn() {
    next = next + 1 == flat.length ? 0 : next + 1;
    return next;
  }
}
