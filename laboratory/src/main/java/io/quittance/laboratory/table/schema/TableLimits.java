package io.quittance.laboratory.table.schema;

/// The maximum size of a table. All limits are inclusive.
///
/// @param bytes size of the file on disk
/// @param unpacked uncompressed size of a gzip file in bytes
/// @param rows number of rows without the header
/// @param columns number of columns in the file
/// @param values rows times the columns that are kept
/// @param cell length of one cell in characters
/// @param categories distinct values in one column
/// @param schema size of a schema in bytes
public record TableLimits(
    long bytes,
    long unpacked,
    int rows,
    int columns,
    long values,
    int cell,
    int categories,
    int schema) {

  public static final TableLimits STANDARD =
      new TableLimits(
          8L << 30, 16L << 30, 5_000_000, 2_000, 200_000_000L, 65_536, 4_096, 2_000_000);
}
