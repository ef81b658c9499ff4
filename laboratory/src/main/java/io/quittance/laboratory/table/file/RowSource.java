package io.quittance.laboratory.table.file;

import io.quittance.laboratory.table.problem.BadDataException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file read as rows of text.
public interface RowSource extends AutoCloseable {

  /// Returns the names of the columns as they appear in the file.
  List<String> header();

  /// Returns the next row, or null after the last one.
  ///
  /// @throws BadDataException when the rest of the file cannot be read
  @Nullable Row next() throws IOException;

  /// Returns whether numbers use the schema's decimal separator (text files) rather than a point.
  boolean text();

  @Override
  void close() throws IOException;

  /// One row.
  ///
  /// @param line the line on which it begins
  /// @param cells all cells of the row in the file; an empty cell is missing
  record Row(long line, List<String> cells) {}
}
