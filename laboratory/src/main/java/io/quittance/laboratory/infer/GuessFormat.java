package io.quittance.laboratory.infer;

import io.quittance.laboratory.table.BadDataException;
import io.quittance.laboratory.table.CsvSource;
import io.quittance.laboratory.table.OpenFile;
import io.quittance.laboratory.table.Problems;
import io.quittance.laboratory.table.RowSource;
import io.quittance.laboratory.table.TableLimits;
import io.quittance.laboratory.table.TableSchema.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The delimiter of a text file: of the usual ones, that which parts the first rows into the most
/// columns, the same number in each.
final class GuessFormat {

  private static final char[] DELIMITERS = {',', ';', '\t', '|'};
  private static final int ROWS = 200;

  private GuessFormat() {}

  static Format of(Path file, OpenFile.Kind kind, TableLimits limits) throws IOException {
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

  /// The header's columns, times the share of rows that have as many; 0 when it cannot be read so.
  private static double columns(Path file, OpenFile.Kind kind, Format format, TableLimits limits)
      throws IOException {
    Problems unheard = new Problems(OpenFile.name(file), "line");
    try (CsvSource source = new CsvSource(file, kind, format, limits, unheard)) {
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
