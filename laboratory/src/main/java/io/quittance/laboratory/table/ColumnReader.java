package io.quittance.laboratory.table;

import io.quittance.laboratory.table.problem.Problem;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.CellText;
import io.quittance.laboratory.table.schema.ShortNumber;
import io.quittance.laboratory.table.schema.TableLimits;
import io.quittance.laboratory.table.schema.TableSchema;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import io.quittance.laboratory.table.schema.TableSchema.Type;
import java.util.HashSet;
import java.util.Set;

/// Reads the cells of one column and reports any problems. Not thread-safe.
abstract sealed class ColumnReader
    permits NumberReader, TimeReader, CategoryReader, IdReader, TargetReader {

  final ColumnSchema column;
  final Problems problems;
  private final Set<String> missing;
  int size;

  ColumnReader(ColumnSchema column, TableSchema.Format format, Problems problems) {
    this.column = column;
    this.problems = problems;
    this.missing = new HashSet<>(format.missing());
    this.missing.addAll(column.missing());
  }

  static ColumnReader of(
      ColumnSchema column,
      TableSchema.Format format,
      char decimal,
      TableLimits limits,
      Problems problems) {
    return switch (column.role()) {
      case TARGET -> new TargetReader(column, format, decimal, problems);
      case TIME -> new TimeReader(column, format, decimal, problems);
      case GROUP -> new CategoryReader(column, format, Integer.MAX_VALUE, problems);
      case ID -> new IdReader(column, format, problems);
      case WEIGHT -> new NumberReader(column, format, decimal, problems);
      case FEATURE, PROTECTED, IGNORED ->
          column.type() == Type.CATEGORY
              ? new CategoryReader(column, format, limits.categories(), problems)
              : new NumberReader(column, format, decimal, problems);
    };
  }

  /// Reads the cell of the next row.
  final void accept(String cell, long line) {
    String text = cell.strip();
    if (text.isEmpty() || missing.contains(text)) {
      absent(line);
    } else {
      present(text, line);
    }
    size++;
  }

  abstract void absent(long line);

  abstract void present(String text, long line);

  final void refuse(String rule, long line, String value, String what, String advice) {
    problems.add(rule, line, column.name(), value, what, advice);
  }

  final void needed(long line) {
    refuse(
        "missing-" + column.role().word(),
        line,
        "",
        "the " + column.role().word() + " is missing",
        "Fill it in, or leave the row out");
  }

  /// Reads a decimal number and checks its range. Returns `NaN` after a problem.
  final double number(String text, char decimal, long line) {
    double value = CellText.number(text, decimal);
    if (Double.isNaN(value)) {
      return notANumber(text, decimal, line);
    }
    if (Double.isInfinite((float) value)) {
      refuse(
          "not-finite",
          line,
          text,
          Problem.quoted(text) + " is too large",
          "The largest number is 3.4e38");
      return Double.NaN;
    }
    if (column.type() == Type.INTEGER && !CellText.isWhole(text)) {
      refuse(
          "not-whole",
          line,
          text,
          Problem.quoted(text) + " is not a whole number",
          "Write type: number, or correct the value");
      return Double.NaN;
    }
    if (value < column.min().orElse(value) || value > column.max().orElse(value)) {
      refuse(
          "out-of-range",
          line,
          text,
          text + " is outside the range [" + bound(true) + ", " + bound(false) + "]",
          "Correct the value, or widen the range if the value is valid");
    }
    return value;
  }

  private double notANumber(String text, char decimal, long line) {
    if (CellText.spellsNotFinite(text)) {
      refuse(
          "not-finite",
          line,
          text,
          Problem.quoted(text) + " is not a finite number",
          "Leave the cell empty, or list the word under missing");
    } else {
      boolean other = !Double.isNaN(CellText.number(text, decimal == '.' ? ',' : '.'));
      refuse(
          "not-a-number",
          line,
          text,
          Problem.quoted(text) + " is not a number",
          other
              ? "The schema's decimal mark is \"" + decimal + "\"; change it or the file"
              : "Correct it, list it under missing, or write type: category");
    }
    return Double.NaN;
  }

  private String bound(boolean lower) {
    var bound = lower ? column.min() : column.max();
    return bound.isEmpty() ? "null" : ShortNumber.text(bound.getAsDouble());
  }
}
