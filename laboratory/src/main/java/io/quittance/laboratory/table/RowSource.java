package io.quittance.laboratory.table;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file as rows of text.
public interface RowSource extends AutoCloseable {

  /// The names of the columns as the file gives them.
  List<String> header();

  /// The next row, null after the last one.
  ///
  /// @throws BadDataException when the file cannot be read on
  @Nullable Row next() throws IOException;

  /// Whether numbers are written with the schema's decimal mark (text files) or with a point.
  boolean text();

  @Override
  void close() throws IOException;

  /// One row.
  ///
  /// @param line where it begins
  /// @param cells as many as the file has there; empty is missing
  record Row(long line, List<String> cells) {}
}
