package io.quittance.laboratory.table;

/// How large a table may be. All bounds are inclusive.
///
/// @param bytes of the file as it lies on disk
/// @param unpacked bytes of a gzip file's content
/// @param rows without the header
/// @param columns of the file
/// @param values rows times columns that are kept
/// @param cell characters of one cell
/// @param categories distinct values of one column
/// @param schema bytes of a schema
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
