package io.quittance.core.forest;

import io.quittance.core.calibration.Calibration;
import java.util.List;

/// A forest compiled for scoring: trees of sortable integer keys, walked without branches, eight at
/// a time.
///
/// Immutable and safe for concurrent use; a [Scratch] belongs to one thread. The margin of a row is
/// the base value plus the leaves in tree order, summed in float as XGBoost does or in double as
/// LightGBM does, so that it has the same bits alone and in any batch. Rows are raw: the forest
/// encodes categorical features itself. Trees of a depth up to 10 are made complete, so that the
/// position of a child is computed; deeper trees are walked by links, with the same result.
public final class FlatForest {

  private final TreeEnsemble ensemble;
  private final Calibration calibration;
  private final List<TreeGroup> groups;

  private FlatForest(TreeEnsemble ensemble, Calibration calibration) {
    this.ensemble = ensemble;
    this.calibration = calibration;
    this.groups = TreeGroup.compile(ensemble.trees(), ensemble.precision());
  }

  /// Compiles an ensemble. Takes milliseconds; keep the result as long as the model.
  public static FlatForest compile(TreeEnsemble ensemble, Calibration calibration) {
    return new FlatForest(ensemble, calibration);
  }

  /// Returns the number of values in a row.
  public int features() {
    return ensemble.features();
  }

  /// Returns the map from margin to probability.
  public Calibration calibration() {
    return calibration;
  }

  /// Returns the trees that this forest was compiled from.
  public TreeEnsemble ensemble() {
    return ensemble;
  }

  /// Returns the calibrated probability of a margin, in [0, 1].
  public double probability(double margin) {
    return calibration.probability(margin);
  }

  /// Returns new working memory for one thread.
  public Scratch scratch() {
    return new Scratch(ensemble.features());
  }

  /// Returns the margin (log odds before calibration) of one row; `NaN` is a missing value.
  ///
  /// @throws IllegalArgumentException when the row has another length than [#features()]
  public double margin(float[] row) {
    return margin(row, scratch());
  }

  /// Returns the margin of one row without allocating memory.
  ///
  /// @throws IllegalArgumentException when the row has another length than [#features()]
  public double margin(float[] row, Scratch scratch) {
    if (row.length != ensemble.features()) {
      throw new IllegalArgumentException(
          "the row has " + row.length + " values, the model reads " + ensemble.features());
    }
    return sum(row, 0, scratch);
  }

  /// Computes the margins of many rows, rounded to float.
  ///
  /// @param rows row-major, at least `n · features()` values
  /// @param n number of rows
  /// @param out receives the margins of rows 0 to n − 1
  public void margins(float[] rows, int n, float[] out) {
    Scratch scratch = scratch();
    int features = ensemble.features();
    for (int i = 0; i < n; i++) {
      out[i] = (float) sum(rows, i * features, scratch);
    }
  }

  /// Computes the margins of many rows.
  ///
  /// @param rows row-major, at least `n · features()` values
  /// @param n number of rows
  /// @param out receives the margins of rows 0 to n − 1
  public void margins(float[] rows, int n, double[] out) {
    Scratch scratch = scratch();
    int features = ensemble.features();
    for (int i = 0; i < n; i++) {
      out[i] = sum(rows, i * features, scratch);
    }
  }

  private double sum(float[] rows, int offset, Scratch scratch) {
    long[] keys = scratch.keys;
    SortableKey.fill(rows, offset, keys, ensemble.encodings());
    double sum = ensemble.baseValue();
    for (TreeGroup group : groups) {
      sum = group.add(keys, sum);
    }
    return sum;
  }

  /// Working memory of one thread.
  public static final class Scratch {
    private final long[] keys;

    private Scratch(int features) {
      keys = new long[2 * features];
    }
  }
}
