package io.quittance.laboratory.table.file;

import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.TableLimits;
import io.quittance.laboratory.table.schema.TableSchema.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Detects the delimiter of a text file. Among comma, semicolon, tab and vertical bar, chooses the
/// one that divides the first 200 rows into the most columns, with the same number in each row.
public final class DetectFormat {

  private static final char[] DELIMITERS = {',', ';', '\t', '|'};
  private static final int ROWS = 200;

  private DetectFormat() {}

  /// Reads the first rows of a file with each delimiter in turn. Blocks.
  ///
  /// @return the format, with double quotes, a decimal point and no markers for missing values
  public static Format of(Path file, OpenFile.Kind kind, TableLimits limits) throws IOException {
    Format best = Format.STANDARD;
    double most = 1;
    for (char delimiter : DELIMITERS) {
      Format format = new Format(delimiter, '"', '.', List.of());
      double columns = columns(file, kind, format, limits);
      if (columns > most) {
        most = columns;
        best = format;
      }
    }
    return best;
  }

  /// Returns the number of header columns times the share of rows with that number of columns, or 0
  /// when the file cannot be read with this delimiter.
  private static double columns(Path file, OpenFile.Kind kind, Format format, TableLimits limits)
      throws IOException {
    Problems discarded = new Problems(OpenFile.name(file), "line");
    try (CsvSource source = new CsvSource(file, kind, format, limits, discarded)) {
      int width = source.header().size();
      int rows = 0;
      int alike = 0;
      for (RowSource.Row row = source.next(); row != null && rows < ROWS; row = source.next()) {
        rows++;
        alike += row.cells().size() == width ? 1 : 0;
      }
      return rows == 0 ? width : (double) width * alike / rows;
    } catch (BadDataException e) {
      return 0;
    }
  }
}
