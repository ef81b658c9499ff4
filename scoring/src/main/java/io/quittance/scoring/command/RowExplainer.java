package io.quittance.scoring.command;

import java.util.List;
import java.util.Map;

/// Adds columns to the output that explain each row. Thread-safe.
interface RowExplainer {

  /// Explains nothing.
  RowExplainer NONE =
      new RowExplainer() {
        @Override
        public List<String> columns() {
          return List.of();
        }

        @Override
        public List<String> fields(float[] row, double probability) {
          return List.of();
        }

        @Override
        public String method() {
          return "none";
        }
      };

  /// Returns the names of the columns.
  List<String> columns();

  /// Returns the fields of one row, as many as there are columns.
  ///
  /// @param row raw values in the order of the model's columns, `NaN` where missing
  /// @param probability calibrated probability of the row
  List<String> fields(float[] row, double probability);

  /// Returns what the method is, in a few words for the user.
  String method();

  /// Returns figures on the rows explained so far, for `--json`.
  default Map<String, Object> figures() {
    return Map.of();
  }
}
