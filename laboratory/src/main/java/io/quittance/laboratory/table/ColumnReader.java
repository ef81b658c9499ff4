package io.quittance.laboratory.table;

import io.quittance.laboratory.table.TableSchema.ColumnSchema;
import io.quittance.laboratory.table.TableSchema.Role;
import io.quittance.laboratory.table.TableSchema.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Reads the cells of one column into an array that grows, and notes what is wrong with them.
abstract sealed class ColumnReader {

  final ColumnSchema column;
  final Problems problems;
  private final Set<String> missing;
  int size;

  private ColumnReader(ColumnSchema column, TableSchema.Format format, Problems problems) {
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
      case TARGET -> new Target(column, format, decimal, problems);
      case TIME -> new Times(column, format, decimal, problems);
      case GROUP -> new Words(column, format, Integer.MAX_VALUE, problems);
      case ID -> new Texts(column, format, problems);
      case WEIGHT -> new Numbers(column, format, decimal, problems);
      case FEATURE, PROTECTED, IGNORED ->
          column.type() == Type.CATEGORY
              ? new Words(column, format, limits.categories(), problems)
              : new Numbers(column, format, decimal, problems);
    };
  }

  /// The next row's cell.
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

  /// A decimal number in its range; `NaN` after a problem.
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
          Problem.quoted(text) + " is too large a number",
          "Numbers go up to 3.4e38");
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
          "Correct the value, or widen the range if it can be");
    }
    return value;
  }

  private double notANumber(String text, char decimal, long line) {
    if (CellText.spellsNotFinite(text)) {
      refuse(
          "not-finite",
          line,
          text,
          Problem.quoted(text) + " is not a number that can be learned from",
          "Leave the cell empty, or list the word under missing");
    } else {
      boolean other = !Double.isNaN(CellText.number(text, decimal == '.' ? ',' : '.'));
      refuse(
          "not-a-number",
          line,
          text,
          Problem.quoted(text) + " is not a number",
          other
              ? "The decimal mark of the schema is \"" + decimal + "\"; change it or the file"
              : "Correct it, list it under missing, or write type: category");
    }
    return Double.NaN;
  }

  private String bound(boolean lower) {
    var bound = lower ? column.min() : column.max();
    return bound.isEmpty() ? "null" : ShortNumber.text(bound.getAsDouble());
  }

  /// Numbers and truth values.
  static final class Numbers extends ColumnReader {

    private final char decimal;
    private float[] values = new float[1024];

    Numbers(ColumnSchema column, TableSchema.Format format, char decimal, Problems problems) {
      super(column, format, problems);
      this.decimal = decimal;
    }

    @Override
    void absent(long line) {
      if (column.role() == Role.WEIGHT) {
        needed(line);
      }
      put(Float.NaN);
    }

    @Override
    void present(String text, long line) {
      if (column.type() == Type.BOOLEAN) {
        float truth = CellText.truth(text);
        if (Float.isNaN(truth)) {
          refuse(
              "not-a-boolean",
              line,
              text,
              Problem.quoted(text) + " is neither true nor false",
              "Write true/false, yes/no or 1/0, or type: category");
        }
        put(truth);
        return;
      }
      double value = number(text, decimal, line);
      if (column.role() == Role.WEIGHT && value <= 0) {
        refuse("weight", line, text, "the weight is " + text, "Weights are positive");
      }
      put((float) value);
    }

    private void put(float value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size] = value;
    }

    float[] values() {
      return Arrays.copyOf(values, size);
    }
  }

  /// Instants in microseconds.
  static final class Times extends ColumnReader {

    private static final double MOST_SECONDS = 9e12;

    private final char decimal;
    private long[] values = new long[1024];

    Times(ColumnSchema column, TableSchema.Format format, char decimal, Problems problems) {
      super(column, format, problems);
      this.decimal = decimal;
    }

    @Override
    void absent(long line) {
      needed(line);
      put(0);
    }

    @Override
    void present(String text, long line) {
      if (column.type() == Type.TIMESTAMP) {
        OptionalLong micros = CellText.micros(text);
        if (micros.isEmpty()) {
          refuse(
              "not-a-time",
              line,
              text,
              Problem.quoted(text) + " is not a time",
              "Write it as 2025-01-31 or 2025-01-31T12:00:00Z");
        }
        put(micros.orElse(0));
        return;
      }
      double seconds = number(text, decimal, line);
      if (Math.abs(seconds) > MOST_SECONDS) {
        refuse("not-a-time", line, text, text + " is too large a time", "Write seconds");
      }
      put(Math.round(seconds * 1e6));
    }

    private void put(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size] = value;
    }

    long[] values() {
      return Arrays.copyOf(values, size);
    }
  }

  /// Words as codes in order of first appearance, or of the schema.
  static final class Words extends ColumnReader {

    private final int most;
    private final Map<String, Integer> dictionary = new HashMap<>();
    private final List<String> words;
    private int[] codes = new int[1024];

    Words(ColumnSchema column, TableSchema.Format format, int most, Problems problems) {
      super(column, format, problems);
      this.most = most;
      this.words = new ArrayList<>(column.categories());
      words.forEach(word -> dictionary.put(word, dictionary.size()));
    }

    @Override
    void absent(long line) {
      if (column.role() == Role.GROUP) {
        needed(line);
      }
      put(-1);
    }

    @Override
    void present(String text, long line) {
      Integer known = dictionary.get(text);
      if (known != null) {
        put(known);
      } else if (!column.categories().isEmpty()) {
        refuse(
            "unknown-category",
            line,
            text,
            Problem.quoted(text) + " is not among the categories of the schema",
            "Correct it, add it to categories, or list it under missing");
        put(-1);
      } else if (words.size() == most) {
        refuse(
            "too-many-categories",
            line,
            text,
            "it has more than " + most + " different values",
            "Write role: ignored or id; a model learns nothing from so many");
        put(-1);
      } else {
        put(words.size());
        dictionary.put(text, words.size());
        words.add(text);
      }
    }

    private void put(int code) {
      if (size == codes.length) {
        codes = Arrays.copyOf(codes, size * 2);
      }
      codes[size] = code;
    }

    int[] codes() {
      return Arrays.copyOf(codes, size);
    }

    List<String> words() {
      return words;
    }
  }

  /// Names of rows.
  static final class Texts extends ColumnReader {

    private final List<String> values = new ArrayList<>();

    Texts(ColumnSchema column, TableSchema.Format format, Problems problems) {
      super(column, format, problems);
    }

    @Override
    void absent(long line) {
      values.add("");
    }

    @Override
    void present(String text, long line) {
      values.add(text);
    }

    String[] values() {
      return values.toArray(new String[0]);
    }
  }

  /// The target: two values, told apart as they are written.
  static final class Target extends ColumnReader {

    private final char decimal;
    private final List<String> words = new ArrayList<>();
    private final List<String> written = new ArrayList<>();
    private final long[] counts = new long[2];
    private boolean[] second = new boolean[1024];

    Target(ColumnSchema column, TableSchema.Format format, char decimal, Problems problems) {
      super(column, format, problems);
      this.decimal = decimal;
    }

    @Override
    void absent(long line) {
      needed(line);
      put(0);
    }

    @Override
    void present(String text, long line) {
      String word = canonical(text, line);
      int at = words.indexOf(word);
      if (at < 0 && words.size() == 2) {
        refuse(
            "three-classes",
            line,
            text,
            Problem.quoted(text) + " is a third value of the target, after " + named(),
            "Two classes can be learned: list it under missing and leave such rows out, or merge it");
        put(0);
        return;
      }
      if (at < 0) {
        at = words.size();
        words.add(word);
        written.add(text);
      }
      counts[at]++;
      put(at);
    }

    private String named() {
      return Problem.quoted(written.get(0)) + " and " + Problem.quoted(written.get(1));
    }

    private String canonical(String text, long line) {
      return switch (column.type()) {
        case NUMBER, INTEGER -> {
          double value = number(text, decimal, line);
          yield Double.isNaN(value) ? text : ShortNumber.text(value);
        }
        case BOOLEAN -> {
          float truth = CellText.truth(text);
          yield Float.isNaN(truth) ? text : truth == 1 ? "true" : "false";
        }
        case CATEGORY, TEXT, TIMESTAMP -> text;
      };
    }

    private void put(int at) {
      if (size == second.length) {
        second = Arrays.copyOf(second, size * 2);
      }
      second[size] = at == 1;
    }

    /// The index of the positive value: the schema's, else the true one of a pair such as no/yes or
    /// 0/1, else the rarer one; -1 after a problem.
    private int positiveIndex() {
      if (words.size() < 2) {
        refuse(
            "one-class",
            0,
            "",
            words.isEmpty()
                ? "the target has no value"
                : "every row's target is " + Problem.quoted(written.getFirst()),
            "A model needs rows of two classes");
        return -1;
      }
      if (column.positive().isPresent()) {
        String wanted = column.positive().get();
        int index = words.indexOf(canonical(wanted, 0));
        if (index < 0) {
          refuse(
              "positive",
              0,
              wanted,
              "no row's target is " + Problem.quoted(wanted) + "; there are " + named(),
              "Write one of them as positive");
        }
        return index;
      }
      float truth = CellText.truth(words.get(1));
      if (truth + CellText.truth(words.get(0)) == 1) {
        return (int) truth;
      }
      return counts[1] <= counts[0] ? 1 : 0;
    }

    /// The labels and the positive value as it is first written.
    Labels labels() {
      int positive = positiveIndex();
      boolean[] labels = Arrays.copyOf(second, size);
      if (positive == 0) {
        for (int i = 0; i < labels.length; i++) {
          labels[i] = !labels[i];
        }
      }
      return new Labels(labels, positive < 0 ? "" : written.get(positive));
    }

    /// @param positive what `true` stands for
    @SuppressWarnings("ArrayRecordComponent")
    record Labels(boolean[] labels, String positive) {}
  }
}
