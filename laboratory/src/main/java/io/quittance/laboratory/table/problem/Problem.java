package io.quittance.laboratory.table.problem;

/// One problem with a file, described so that a person can correct it.
///
/// @param rule stable name of the violated rule
/// @param file the name of the file, without directories
/// @param where `line 3` of a text file (the physical line on which the row begins), `row 3` of a
///   Parquet file (counted from 1); empty when the whole file is concerned
/// @param column empty when no single column is concerned
/// @param value the value found, at most its first 80 characters; may be empty
/// @param what what is wrong, including the value
/// @param advice what to do
public record Problem(
    String rule,
    String file,
    String where,
    String column,
    String value,
    String what,
    String advice) {

  private static final int MOST = 80;

  /// Returns the file, place, column, problem, advice and rule.
  public String sentence() {
    StringBuilder text = new StringBuilder(file);
    if (!where.isEmpty()) {
      text.append(", ").append(where);
    }
    if (!column.isEmpty()) {
      text.append(", column ").append(cut(column));
    }
    return text.append(": ")
        .append(what)
        .append(". ")
        .append(advice)
        .append(". [")
        .append(rule)
        .append(']')
        .toString();
  }

  /// Quotes a value: at most 80 characters, with control characters replaced by spaces.
  public static String quoted(String value) {
    return '"' + cut(value) + '"';
  }

  /// Returns a value cut to 80 characters, with control characters replaced by spaces.
  public static String cut(String value) {
    String plain = value.codePointCount(0, value.length()) > MOST ? shortened(value) : value;
    return plain.replaceAll("\\p{Cntrl}", " ");
  }

  private static String shortened(String value) {
    return value.substring(0, value.offsetByCodePoints(0, MOST)) + "…";
  }
}
