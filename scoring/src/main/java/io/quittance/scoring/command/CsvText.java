package io.quittance.scoring.command;

import java.util.List;
import java.util.Locale;

/// Lines of CSV as RFC 4180 wants them, with line feeds.
///
/// @param separator between fields
record CsvText(char separator) {

  String line(List<String> fields) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        line.append(separator);
      }
      append(line, fields.get(i));
    }
    return line.append('\n').toString();
  }

  /// Six significant digits.
  static String shortened(double value) {
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
