package io.quittance.laboratory.table;

import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.TableSchema;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import java.util.ArrayList;
import java.util.List;

/// Reads row ids.
final class IdReader extends ColumnReader {

  private final List<String> values = new ArrayList<>();

  IdReader(ColumnSchema column, TableSchema.Format format, Problems problems) {
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
