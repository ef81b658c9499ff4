package io.quittance.laboratory.table.file;

import java.util.List;
import java.util.Locale;

/// Writes lines of CSV (RFC 4180, with line feeds). Quotes a field only when necessary.
///
/// @param separator the field separator
public record CsvText(char separator) {

  /// Comma-separated lines.
  public static final CsvText COMMA = new CsvText(',');

  /// Returns the line for the given fields, including its line feed.
  public String line(List<String> fields) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        line.append(separator);
      }
      append(line, fields.get(i));
    }
    return line.append('\n').toString();
  }

  /// Returns a number with six significant digits.
  public static String shortened(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  private void append(StringBuilder line, String field) {
    boolean quoted =
        field.indexOf(separator) >= 0
            || field.indexOf('"') >= 0
            || field.indexOf('\n') >= 0
            || field.indexOf('\r') >= 0;
    if (quoted) {
      line.append('"').append(field.replace("\"", "\"\"")).append('"');
    } else {
      line.append(field);
    }
  }
}
