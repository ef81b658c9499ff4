package io.quittance.feedback.outcome;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns a column of rows into an array of text for `unnest`.
final class TextColumn {

  private TextColumn() {}

  /// Returns the text of each value; null where the value is null.
  static <R> @Nullable String[] of(List<R> rows, Function<R, ? extends @Nullable Object> value) {
    @Nullable String[] column = new String[rows.size()];
    for (int i = 0; i < column.length; i++) {
      Object cell = value.apply(rows.get(i));
      column[i] = cell == null ? null : cell.toString();
    }
    return column;
  }
}
