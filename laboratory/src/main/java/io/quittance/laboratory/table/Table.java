package io.quittance.laboratory.table;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// A file's rows, typed and checked against a schema, in the file's order. Immutable, except that
/// its arrays are handed out and are not to be modified.
public final class Table {

  private final String file;
  private final String sha256;
  private final TableSchema schema;
  private final Parts parts;

  /// What a table is made of.
  ///
  /// @param positive the target's value that `labels` says true for
  /// @param times microseconds since the epoch, or a number's thousandths
  @SuppressWarnings("ArrayRecordComponent")
  record Parts(
      boolean[] labels,
      String positive,
      List<TableColumn> features,
      List<TableColumn> protectedColumns,
      Optional<long[]> times,
      Optional<int[]> groups,
      Optional<float[]> weights,
      Optional<String[]> ids) {}

  Table(String file, String sha256, TableSchema schema, Parts parts) {
    this.file = file;
    this.sha256 = sha256;
    this.schema = schema;
    this.parts = parts;
  }

  /// Reads a CSV file (also gzipped) or a Parquet file, whichever its first bytes say. Blocks.
  ///
  /// @throws BadDataException when the file is not what the schema says; it lists up to 20 problems
  public static Table read(Path data, TableSchema schema) {
    return read(data, schema, _ -> {});
  }

  /// The same, with news of how far it is.
  ///
  /// @param rowsRead told every 10,000 rows
  public static Table read(Path data, TableSchema schema, LongConsumer rowsRead) {
    return ReadTable.read(data, schema, TableLimits.STANDARD, rowsRead);
  }

  /// The file's name, without its directories.
  public String file() {
    return file;
  }

  /// Of the file's bytes, in hexadecimal.
  public String sha256() {
    return sha256;
  }

  public TableSchema schema() {
    return schema;
  }

  /// How many rows there are.
  public int size() {
    return parts.labels.length;
  }

  /// Whether each row's target is the positive value.
  public boolean[] labels() {
    return parts.labels;
  }

  /// The target's value that is called positive.
  public String positive() {
    return parts.positive;
  }

  /// Rows whose target is the positive value.
  public int positives() {
    int count = 0;
    for (boolean label : parts.labels) {
      count += label ? 1 : 0;
    }
    return count;
  }

  /// The column with the role time: microseconds since the epoch; of a column of numbers,
  /// thousandths, of which only the order counts.
  public Optional<long[]> times() {
    return parts.times;
  }

  /// The column with the role group, as numbers from 0 on in order of first appearance.
  public Optional<int[]> groups() {
    return parts.groups;
  }

  /// The column with the role weight; all are positive.
  public Optional<float[]> weights() {
    return parts.weights;
  }

  /// The column with the role id.
  public Optional<String[]> ids() {
    return parts.ids;
  }

  /// The columns with the role feature, in the schema's order.
  public List<TableColumn> features() {
    return parts.features;
  }

  /// The columns with the role protected, for slices.
  public List<TableColumn> protectedColumns() {
    return parts.protectedColumns;
  }

  /// A feature or protected column.
  public Optional<TableColumn> column(String name) {
    return Stream.concat(parts.features.stream(), parts.protectedColumns.stream())
        .filter(column -> column.name().equals(name))
        .findFirst();
  }

  /// These rows alone, in this order; hash and schema stay those of the whole file.
  public Table pick(int[] rows) {
    boolean[] labels = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = parts.labels[rows[i]];
    }
    return new Table(
        file,
        sha256,
        schema,
        new Parts(
            labels,
            parts.positive,
            parts.features.stream().map(column -> column.pick(rows)).toList(),
            parts.protectedColumns.stream().map(column -> column.pick(rows)).toList(),
            parts.times.map(all -> Arrays.stream(rows).mapToLong(row -> all[row]).toArray()),
            parts.groups.map(all -> Arrays.stream(rows).map(row -> all[row]).toArray()),
            parts.weights.map(all -> pick(all, rows)),
            parts.ids.map(
                all -> Arrays.stream(rows).mapToObj(row -> all[row]).toArray(String[]::new))));
  }

  private static float[] pick(float[] all, int[] rows) {
    float[] some = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      some[i] = all[rows[i]];
    }
    return some;
  }
}
