package io.quittance.laboratory.table;

import java.util.List;

/// The values of one column of a table. Arrays are not to be modified.
public sealed interface TableColumn {

  /// The column's name in the file.
  String name();

  /// A value as text, for slices; empty when it is missing.
  String text(int row);

  /// These rows alone, in this order.
  TableColumn pick(int[] rows);

  /// Numbers; truth values are 1 and 0.
  ///
  /// @param values `NaN` is missing
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

  /// Words.
  ///
  /// @param codes indices into the dictionary; -1 is missing
  /// @param dictionary every word of the file (picked rows need not hold all): the schema's order,
  ///   else sorted
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
