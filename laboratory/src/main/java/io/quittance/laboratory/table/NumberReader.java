package io.quittance.laboratory.table;

import io.quittance.laboratory.table.problem.Problem;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.CellText;
import io.quittance.laboratory.table.schema.TableSchema;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import io.quittance.laboratory.table.schema.TableSchema.Role;
import io.quittance.laboratory.table.schema.TableSchema.Type;
import java.util.Arrays;

/// Reads numbers and truth values.
final class NumberReader extends ColumnReader {

  private final char decimal;
  private float[] values = new float[1024];

  NumberReader(ColumnSchema column, TableSchema.Format format, char decimal, Problems problems) {
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
      refuse("weight", line, text, "the weight is " + text, "A weight must be positive");
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
