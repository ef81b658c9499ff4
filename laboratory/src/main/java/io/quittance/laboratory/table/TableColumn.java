package io.quittance.laboratory.table;

import java.util.List;

/// The values of one column of a table. Callers must not modify the arrays.
public sealed interface TableColumn {

  /// Returns the column's name in the file.
  String name();

  /// Returns a value as text, for slices; empty when it is missing.
  String text(int row);

  /// Returns only the given rows, in the given order.
  TableColumn pick(int[] rows);

  /// A column of numbers; truth values are 1 and 0.
  ///
  /// @param values `NaN` for a missing value
  @SuppressWarnings("ArrayRecordComponent")
  record Numbers(String name, float[] values) implements TableColumn {

    @Override
    public String text(int row) {
      float value = values[row];
      if (Float.isNaN(value)) {
        return "";
      }
      return value == Math.rint(value) && Math.abs(value) < 1e7
          ? Integer.toString((int) value)
          : Float.toString(value);
    }

    @Override
    public Numbers pick(int[] rows) {
      float[] some = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        some[i] = values[rows[i]];
      }
      return new Numbers(name, some);
    }
  }

  /// A column of words.
  ///
  /// @param codes indices into the dictionary; -1 for a missing value
  /// @param dictionary all words in the file, in schema order or else sorted; selected rows may use
  ///   only some of them
  @SuppressWarnings("ArrayRecordComponent")
  record Codes(String name, int[] codes, List<String> dictionary) implements TableColumn {

    @Override
    public String text(int row) {
      return codes[row] < 0 ? "" : dictionary.get(codes[row]);
    }

    @Override
    public Codes pick(int[] rows) {
      int[] some = new int[rows.length];
      for (int i = 0; i < rows.length; i++) {
        some[i] = codes[rows[i]];
      }
      return new Codes(name, some, dictionary);
    }
  }
}
