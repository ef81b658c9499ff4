package io.quittance.laboratory.dataset;

import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.vocabulary.Action;
import io.quittance.laboratory.table.problem.BadDataException;
import java.util.Arrays;
import java.util.List;

/// Labelled examples in the order of their decisions, as a row-major matrix.
///
/// Callers must not modify the returned arrays.
///
/// @param features names of the columns, without a prefix
/// @param values `size() * features.size()` values, row-major; `NaN` is missing
/// @param labels whether the account paid
/// @param decidedAtMicros event time of each decision in microseconds since the epoch, ascending
/// @param accounts the account of each decision
@SuppressWarnings("ArrayRecordComponent")
public record LabelledRows(
    List<String> features,
    float[] values,
    boolean[] labels,
    long[] decidedAtMicros,
    String[] accounts) {

  public LabelledRows {
    features = List.copyOf(features);
    int rows = labels.length;
    if (values.length != (long) rows * features.size()
        || decidedAtMicros.length != rows
        || accounts.length != rows) {
      throw new IllegalArgumentException("the columns of a data set differ in length");
    }
  }

  public int size() {
    return labels.length;
  }

  /// Returns the number of values per row.
  public int width() {
    return features.size();
  }

  /// Returns the number of rows with a true label.
  public int positives() {
    int count = 0;
    for (boolean label : labels) {
      count += label ? 1 : 0;
    }
    return count;
  }

  /// Returns a copy of one row.
  public float[] row(int index) {
    return Arrays.copyOfRange(values, index * width(), (index + 1) * width());
  }

  /// Returns all rows, each as its own array.
  public float[][] rows() {
    float[][] rows = new float[size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(i);
    }
    return rows;
  }

  /// Returns the rows from `from` (inclusive) to `to` (exclusive).
  public LabelledRows slice(int from, int to) {
    return new LabelledRows(
        features,
        Arrays.copyOfRange(values, from * width(), to * width()),
        Arrays.copyOfRange(labels, from, to),
        Arrays.copyOfRange(decidedAtMicros, from, to),
        Arrays.copyOfRange(accounts, from, to));
  }

  /// Returns only the given rows.
  ///
  /// @param indices in ascending order
  public LabelledRows pick(int[] indices) {
    int rows = indices.length;
    float[] someValues = new float[rows * width()];
    boolean[] someLabels = new boolean[rows];
    long[] someTimes = new long[rows];
    String[] someAccounts = new String[rows];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(values, indices[i] * width(), someValues, i * width(), width());
      someLabels[i] = labels[indices[i]];
      someTimes[i] = decidedAtMicros[indices[i]];
      someAccounts[i] = accounts[indices[i]];
    }
    return new LabelledRows(features, someValues, someLabels, someTimes, someAccounts);
  }

  /// Returns the number of distinct accounts.
  public int distinctAccounts() {
    return (int) Arrays.stream(accounts).distinct().count();
  }

  /// Returns these rows followed by other rows with the same columns.
  public LabelledRows followedBy(LabelledRows next) {
    int rows = size() + next.size();
    float[] allValues = Arrays.copyOf(values, rows * width());
    System.arraycopy(next.values, 0, allValues, values.length, next.values.length);
    boolean[] allLabels = Arrays.copyOf(labels, rows);
    System.arraycopy(next.labels, 0, allLabels, size(), next.size());
    long[] allTimes = Arrays.copyOf(decidedAtMicros, rows);
    System.arraycopy(next.decidedAtMicros, 0, allTimes, size(), next.size());
    String[] allAccounts = Arrays.copyOf(accounts, rows);
    System.arraycopy(next.accounts, 0, allAccounts, size(), next.size());
    return new LabelledRows(features, allValues, allLabels, allTimes, allAccounts);
  }

  /// Returns the same rows with only the given columns, in the given order.
  ///
  /// @throws BadDataException when a name is not a column
  public float[] project(List<String> names) {
    int[] source = new int[names.size()];
    for (int j = 0; j < source.length; j++) {
      source[j] = features.indexOf(names.get(j));
      if (source[j] < 0) {
        throw new BadDataException("the data set has no column for feature " + names.get(j));
      }
    }
    float[] projected = new float[size() * source.length];
    for (int i = 0; i < size(); i++) {
      for (int j = 0; j < source.length; j++) {
        projected[i * source.length + j] = values[i * width() + source[j]];
      }
    }
    return projected;
  }

  /// Returns the same rows in the form that trainers read. The action becomes a category whose code
  /// is its position among the actions; all other values are numbers. All rows have equal weight.
  public Examples examples() {
    return Examples.of(features.stream().map(LabelledRows::column).toList(), values, labels);
  }

  private static Column column(String feature) {
    return feature.equals(FeatureCatalogue.ACTION_CHANNEL)
        ? new Column(feature, Arrays.stream(Action.values()).map(Action::wireName).toList())
        : Column.numeric(feature);
  }
}
