package io.quittance.laboratory.table;

/// One thing that is wrong with a file, told so that a person can put it right.
///
/// @param rule stable name of the rule that is broken
/// @param file the file's name, without its directories
/// @param where `line 3` of a text file (the physical line on which the row begins), `row 3` of a
///   Parquet file (counted from 1); empty when the whole file is meant
/// @param column empty when no single column is meant
/// @param value what was found, at most 80 characters of it; may be empty
/// @param what what is wrong, naming the value
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

  /// File, place, column, what is wrong, what to do, rule.
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

  /// A value between quotes: at most 80 characters, control characters as spaces.
  public static String quoted(String value) {
    return '"' + cut(value) + '"';
  }

  static String cut(String value) {
    String plain = value.codePointCount(0, value.length()) > MOST ? shortened(value) : value;
    return plain.replaceAll("\\p{Cntrl}", " ");
  }

  private static String shortened(String value) {
    return value.substring(0, value.offsetByCodePoints(0, MOST)) + "…";
  }
}
