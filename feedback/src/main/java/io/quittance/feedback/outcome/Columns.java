package io.quittance.feedback.outcome;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows as one array of text a column, for `unnest`.
final class Columns {

  private Columns() {}

  /// Each value as its text, null where null.
  static <R> @Nullable String[] of(List<R> rows, Function<R, ? extends @Nullable Object> value) {
    @Nullable String[] column = new String[rows.size()];
    for (int i = 0; i < column.length; i++) {
      Object cell = value.apply(rows.get(i));
      column[i] = cell == null ? null : cell.toString();
    }
    return column;
  }
}
