package io.quittance.core.forest;

import io.quittance.core.calibration.Calibration;
import java.util.List;

/// A forest compiled for scoring: trees of sortable integer keys, walked without branches, eight at
/// a time.
///
/// Immutable and safe to share between threads; a [Scratch] belongs to one thread. A row's margin
/// is the sum of the leaves in tree order from the base value, in float as XGBoost or in double as
/// LightGBM sums them, so it has the same bits alone and in any batch. Rows are raw: the forest
/// looks up the codes of categorical features itself. Trees of a depth up to 10 are completed, so
/// that a child's place is computed; deeper ones are walked by links, with the same result.
public final class FlatForest {

  private final TreeEnsemble ensemble;
  private final Calibration calibration;
  private final List<TreeGroup> groups;

  private FlatForest(TreeEnsemble ensemble, Calibration calibration) {
    this.ensemble = ensemble;
    this.calibration = calibration;
    this.groups = TreeGroup.compile(ensemble.trees(), ensemble.precision());
  }

  /// Compiles an ensemble. Takes milliseconds; the result is kept for as long as the model is.
  public static FlatForest compile(TreeEnsemble ensemble, Calibration calibration) {
    return new FlatForest(ensemble, calibration);
  }

  /// How many values a row has.
  public int features() {
    return ensemble.features();
  }

  public Calibration calibration() {
    return calibration;
  }

  /// The trees this forest was compiled from.
  public TreeEnsemble ensemble() {
    return ensemble;
  }

  /// The calibrated probability of a margin, in [0, 1].
  public double probability(double margin) {
    return calibration.probability(margin);
  }

  public Scratch scratch() {
    return new Scratch(ensemble.features());
  }

  /// The margin of one row; `NaN` is a missing value.
  public double margin(float[] row) {
    return margin(row, scratch());
  }

  /// The margin of one row without allocation.
  public double margin(float[] row, Scratch scratch) {
    if (row.length != ensemble.features()) {
      throw new IllegalArgumentException(
          "a row has " + row.length + " values where " + ensemble.features() + " are expected");
    }
    return sum(row, 0, scratch);
  }

  /// The margins of many rows, rounded to float.
  ///
  /// @param rows row-major, `n · features()` values or more
  /// @param out receives the margins of rows 0 to n-1
  public void margins(float[] rows, int n, float[] out) {
    Scratch scratch = scratch();
    int features = ensemble.features();
    for (int i = 0; i < n; i++) {
      out[i] = (float) sum(rows, i * features, scratch);
    }
  }

  /// The margins of many rows.
  ///
  /// @param rows row-major, `n · features()` values or more
  /// @param out receives the margins of rows 0 to n-1
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
