package io.quittance.core.explain;

/// Interventional Shapley values by their definition: every coalition, every background row.
public final class Shapley {

  private Shapley() {}

  static double[] of(MarginFunction model, float[][] background, float[] row) {
    int m = row.length;
    double[] worth = new double[1 << m];
    for (int coalition = 0; coalition < worth.length; coalition++) {
      float[][] mixed = new float[background.length][];
      for (int i = 0; i < mixed.length; i++) {
        mixed[i] = background[i].clone();
        for (int j = 0; j < m; j++) {
          if ((coalition >> j & 1) != 0) {
            mixed[i][j] = row[j];
          }
        }
      }
      for (double margin : model.margins(mixed)) {
        worth[coalition] += margin / background.length;
      }
    }
    double[] values = new double[m];
    for (int j = 0; j < m; j++) {
      for (int coalition = 0; coalition < worth.length; coalition++) {
        if ((coalition >> j & 1) == 0) {
          int size = Integer.bitCount(coalition);
          double weight = factorial(size) * factorial(m - 1 - size) / factorial(m);
          values[j] += weight * (worth[coalition | 1 << j] - worth[coalition]);
        }
      }
    }
    return values;
  }

  private static double factorial(int n) {
    return n <= 1 ? 1 : n * factorial(n - 1);
  }

  /// A model given for one row.
  public interface OneRow {
    double margin(float[] row);
  }

  public static MarginFunction model(int features, OneRow one) {
    return (rows, n, out) -> {
      for (int i = 0; i < n; i++) {
        float[] row = new float[features];
        System.arraycopy(rows, i * features, row, 0, features);
        out[i] = one.margin(row);
      }
    };
  }
}
