package io.quittance.laboratory.dataset;

import java.util.Arrays;
import java.util.List;

/// Labelled rows in the form that trainers read: a row-major matrix of raw values.
///
/// Callers must not modify the returned arrays.
///
/// @param columns the meaning of the values, in order
/// @param values `size() * width()` values, row-major; `NaN` is missing, a category is its code
/// @param labels the class to predict
/// @param weights the weight of each row, positive; all 1 when rows count equally
@SuppressWarnings("ArrayRecordComponent")
public record Examples(List<Column> columns, float[] values, boolean[] labels, float[] weights) {

  /// @throws IllegalArgumentException when the lengths are inconsistent
  public Examples {
    columns = List.copyOf(columns);
    int rows = labels.length;
    if (values.length != (long) rows * columns.size() || weights.length != rows) {
      throw new IllegalArgumentException("values, labels and weights differ in length");
    }
  }

  /// Returns rows with equal weights.
  public static Examples of(List<Column> columns, float[] values, boolean[] labels) {
    float[] ones = new float[labels.length];
    Arrays.fill(ones, 1);
    return new Examples(columns, values, labels, ones);
  }

  /// Returns the number of rows.
  public int size() {
    return labels.length;
  }

  /// Returns the number of values per row.
  public int width() {
    return columns.size();
  }

  /// Returns the names of the columns, in order.
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /// Returns the number of rows with a true label.
  public int positives() {
    int count = 0;
    for (boolean label : labels) {
      count += label ? 1 : 0;
    }
    return count;
  }

  /// Returns one value.
  public float value(int row, int column) {
    return values[row * columns.size() + column];
  }

  /// Returns a copy of one row.
  public float[] row(int index) {
    return Arrays.copyOfRange(values, index * width(), (index + 1) * width());
  }

  /// Returns only the given rows, in the given order.
  public Examples pick(int[] indices) {
    float[] someValues = new float[indices.length * width()];
    boolean[] someLabels = new boolean[indices.length];
    float[] someWeights = new float[indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(values, indices[i] * width(), someValues, i * width(), width());
      someLabels[i] = labels[indices[i]];
      someWeights[i] = weights[indices[i]];
    }
    return new Examples(columns, someValues, someLabels, someWeights);
  }

  /// Returns these rows followed by other rows with the same columns.
  ///
  /// @throws IllegalArgumentException when the columns differ
  public Examples followedBy(Examples next) {
    if (!columns.equals(next.columns)) {
      throw new IllegalArgumentException("the rows to append have other columns");
    }
    float[] allValues = Arrays.copyOf(values, values.length + next.values.length);
    System.arraycopy(next.values, 0, allValues, values.length, next.values.length);
    boolean[] allLabels = Arrays.copyOf(labels, size() + next.size());
    System.arraycopy(next.labels, 0, allLabels, size(), next.size());
    float[] allWeights = Arrays.copyOf(weights, size() + next.size());
    System.arraycopy(next.weights, 0, allWeights, size(), next.size());
    return new Examples(columns, allValues, allLabels, allWeights);
  }

  /// Returns the same rows with only the given columns, in the given order.
  public Examples only(int[] places) {
    float[] some = new float[size() * places.length];
    for (int i = 0; i < size(); i++) {
      for (int j = 0; j < places.length; j++) {
        some[i * places.length + j] = value(i, places[j]);
      }
    }
    return new Examples(
        Arrays.stream(places).mapToObj(columns::get).toList(), some, labels, weights);
  }

  /// Returns the same rows with the given weights.
  public Examples weighted(float[] newWeights) {
    return new Examples(columns, values, labels, newWeights);
  }
}
