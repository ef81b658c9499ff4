package io.quittance.laboratory.dataset;

import io.quittance.laboratory.quality.DataQuality;
import io.quittance.laboratory.quality.QualityBaseline;
import io.quittance.laboratory.quality.QualityColumn;
import io.quittance.laboratory.quality.QualityGate;
import io.quittance.laboratory.quality.QualityLimits;
import io.quittance.laboratory.table.Table;
import io.quittance.laboratory.table.TableColumn;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.table.schema.TableSchema;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Applies the quality rules to rows on which a model is to be trained.
public final class InspectQuality {

  private InspectQuality() {}

  /// Inspects the features of a table, with the ranges of its schema.
  ///
  /// @param baseline of trusted data; may be empty
  public static DataQuality of(Table table, List<QualityBaseline> baseline, QualityLimits limits) {
    Map<String, ColumnSchema> schemas = new HashMap<>();
    table.schema().columns().forEach(column -> schemas.put(column.name(), column));
    List<QualityColumn> columns = new ArrayList<>();
    for (TableColumn column : table.features()) {
      columns.add(
          switch (column) {
            case TableColumn.Numbers n -> {
              ColumnSchema schema = schemas.getOrDefault(n.name(), none(n.name()));
              yield new QualityColumn(
                  n.name(),
                  n.values(),
                  List.of(),
                  schema.min().orElse(Double.NEGATIVE_INFINITY),
                  schema.max().orElse(Double.POSITIVE_INFINITY));
            }
            case TableColumn.Codes c ->
                QualityColumn.categorical(c.name(), floats(c.codes()), c.dictionary());
          });
    }
    return DataQuality.of(columns, table.labels(), baseline, limits);
  }

  /// Inspects encoded rows.
  ///
  /// @param baseline of trusted data; may be empty
  public static DataQuality of(
      Examples rows, List<QualityBaseline> baseline, QualityLimits limits) {
    List<QualityColumn> columns = new ArrayList<>();
    for (int j = 0; j < rows.width(); j++) {
      Column column = rows.columns().get(j);
      float[] values = new float[rows.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = rows.value(i, j);
      }
      columns.add(
          column.categorical()
              ? QualityColumn.categorical(column.name(), values, column.categories())
              : QualityColumn.numeric(column.name(), values));
    }
    return DataQuality.of(columns, rows.labels(), baseline, limits);
  }

  /// Fails a training run.
  ///
  /// @throws BadDataException with every reason on its own line, and how to continue regardless
  public static void require(QualityGate gate, DataQuality report) {
    QualityGate.Verdict verdict = gate.check(report);
    if (!verdict.passed()) {
      throw new BadDataException(
          "the data is not fit to train on:\n" + String.join("\n", verdict.reasons()));
    }
  }

  private static ColumnSchema none(String name) {
    return ColumnSchema.of(name, TableSchema.Type.NUMBER, TableSchema.Role.FEATURE);
  }

  private static float[] floats(int[] codes) {
    float[] values = new float[codes.length];
    for (int i = 0; i < codes.length; i++) {
      values[i] = codes[i] < 0 ? Float.NaN : codes[i];
    }
    return values;
  }
}
