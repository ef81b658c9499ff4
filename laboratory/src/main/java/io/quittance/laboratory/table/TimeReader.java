package io.quittance.laboratory.table;

import io.quittance.laboratory.table.problem.Problem;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.CellText;
import io.quittance.laboratory.table.schema.TableSchema;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import io.quittance.laboratory.table.schema.TableSchema.Type;
import java.util.Arrays;
import java.util.OptionalLong;

/// Reads instants as microseconds since the epoch.
final class TimeReader extends ColumnReader {

  private static final double MOST_SECONDS = 9e12;

  private final char decimal;
  private long[] values = new long[1024];

  TimeReader(ColumnSchema column, TableSchema.Format format, char decimal, Problems problems) {
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
      refuse("not-a-time", line, text, text + " is too large for a time", "Write seconds");
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
