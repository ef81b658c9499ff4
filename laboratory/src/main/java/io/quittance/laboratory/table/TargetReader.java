package io.quittance.laboratory.table;

import io.quittance.laboratory.table.problem.Problem;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.CellText;
import io.quittance.laboratory.table.schema.ShortNumber;
import io.quittance.laboratory.table.schema.TableSchema;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the target: two values, distinguished as they are written.
final class TargetReader extends ColumnReader {

  private final char decimal;
  private final List<String> words = new ArrayList<>();
  private final List<String> written = new ArrayList<>();
  private final long[] counts = new long[2];
  private boolean[] second = new boolean[1024];

  TargetReader(ColumnSchema column, TableSchema.Format format, char decimal, Problems problems) {
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
          Problem.quoted(text) + " is a third value of the target, besides " + named(),
          "A target has two classes: list the value under missing, remove its rows, or merge it");
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

  /// Returns the index of the positive value: the one that the schema names, else the true one of a
  /// pair such as no/yes or 0/1, else the rarer one. Returns -1 after a problem.
  private int positiveIndex() {
    if (words.size() < 2) {
      refuse(
          "one-class",
          0,
          "",
          words.isEmpty()
              ? "the target has no values"
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

  /// Returns the labels, and the positive value as it is first written.
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

  /// @param positive the value that `true` stands for
  @SuppressWarnings("ArrayRecordComponent")
  record Labels(boolean[] labels, String positive) {}
}
