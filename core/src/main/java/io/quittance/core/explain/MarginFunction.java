package io.quittance.core.explain;

/// A model as a function from rows to margins (log-odds before calibration), whatever computes it.
///
/// It must be deterministic: equal rows in equal batches have equal margins. An explanation is as
/// safe for several threads as the function it asks. [io.quittance.core.forest.FlatForest]'s
/// `margins` is one.
@FunctionalInterface
public interface MarginFunction {

  /// @param rows row-major raw values, `NaN` where missing; at least `n` whole rows
  /// @param out receives the margins of rows 0 to n-1
  void margins(float[] rows, int n, double[] out);

  /// The margins of whole rows of one length, asked in batches of at most 4,096.
  default double[] margins(float[][] rows) {
    double[] all = new double[rows.length];
    if (rows.length == 0) {
      return all;
    }
    int width = rows[0].length;
    int most = Math.min(rows.length, 4096);
    float[] batch = new float[most * width];
    double[] out = new double[most];
    for (int from = 0; from < rows.length; from += most) {
      int n = Math.min(most, rows.length - from);
      for (int i = 0; i < n; i++) {
        System.arraycopy(rows[from + i], 0, batch, i * width, width);
      }
      margins(batch, n, out);
      System.arraycopy(out, 0, all, from, n);
    }
    return all;
  }

  /// The margin of one row alone.
  default double margin(float[] row) {
    double[] out = new double[1];
    margins(row, 1, out);
    return out[0];
  }
}
