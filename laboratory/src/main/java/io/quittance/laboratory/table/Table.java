package io.quittance.laboratory.table;

import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.table.schema.TableLimits;
import io.quittance.laboratory.table.schema.TableSchema;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// The rows of a file in file order, typed and checked against a schema. Immutable, except that it
/// returns its own arrays, which callers must not modify.
public final class Table {

  private final String file;
  private final String sha256;
  private final TableSchema schema;
  private final Parts parts;

  /// The parts of a table.
  ///
  /// @param positive the target value for which `labels` is true
  /// @param times microseconds since the epoch, or thousandths of a number
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

  /// Reads a CSV file (optionally gzipped) or a Parquet file, depending on its first bytes. Blocks.
  ///
  /// @throws BadDataException when the file does not match the schema; lists up to 20 problems
  public static Table read(Path data, TableSchema schema) {
    return read(data, schema, _ -> {});
  }

  /// Does the same and reports its progress.
  ///
  /// @param rowsRead called every 10,000 rows
  public static Table read(Path data, TableSchema schema, LongConsumer rowsRead) {
    return ReadTable.read(data, schema, TableLimits.STANDARD, rowsRead);
  }

  /// Returns the name of the file, without directories.
  public String file() {
    return file;
  }

  /// Returns the SHA-256 of the file's bytes in hexadecimal.
  public String sha256() {
    return sha256;
  }

  public TableSchema schema() {
    return schema;
  }

  /// Returns the number of rows.
  public int size() {
    return parts.labels.length;
  }

  /// Returns, for each row, whether its target is the positive value.
  public boolean[] labels() {
    return parts.labels;
  }

  /// Returns the target value that counts as positive.
  public String positive() {
    return parts.positive;
  }

  /// Returns the number of rows whose target is the positive value.
  public int positives() {
    int count = 0;
    for (boolean label : parts.labels) {
      count += label ? 1 : 0;
    }
    return count;
  }

  /// Returns the column with the role time in microseconds since the epoch. A numeric column is
  /// given in thousandths, of which only the order matters.
  public Optional<long[]> times() {
    return parts.times;
  }

  /// Returns the column with the role group, numbered from 0 in order of first appearance.
  public Optional<int[]> groups() {
    return parts.groups;
  }

  /// Returns the column with the role weight; all values are positive.
  public Optional<float[]> weights() {
    return parts.weights;
  }

  /// Returns the column with the role id.
  public Optional<String[]> ids() {
    return parts.ids;
  }

  /// Returns the columns with the role feature, in schema order.
  public List<TableColumn> features() {
    return parts.features;
  }

  /// Returns the columns with the role protected, for slices.
  public List<TableColumn> protectedColumns() {
    return parts.protectedColumns;
  }

  /// Returns a feature or protected column.
  public Optional<TableColumn> column(String name) {
    return Stream.concat(parts.features.stream(), parts.protectedColumns.stream())
        .filter(column -> column.name().equals(name))
        .findFirst();
  }

  /// Returns only the given rows, in the given order. The hash and schema remain those of the whole
  /// file.
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
