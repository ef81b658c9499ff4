package io.quittance.laboratory.dataset;

import io.quittance.laboratory.table.Table;
import io.quittance.laboratory.table.TableColumn;
import io.quittance.laboratory.table.problem.BadDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Defines how the features of a table become the numbers that a model reads: the columns in order,
/// with words as indices into the categories of their column. A word that is not among the
/// categories is treated as missing.
///
/// @param columns in the order of the model's inputs
public record Encoding(List<Column> columns) {

  public Encoding {
    columns = List.copyOf(columns);
  }

  /// Learns the categories from the given rows only and sorts them. Categories listed in the schema
  /// are used unchanged.
  ///
  /// @param trainRows indices of the rows to learn from
  public static Encoding fit(Table table, int[] trainRows) {
    Map<String, List<String>> listed = new HashMap<>();
    table.schema().columns().forEach(column -> listed.put(column.name(), column.categories()));
    List<Column> columns = new ArrayList<>();
    for (TableColumn column : table.features()) {
      columns.add(
          switch (column) {
            case TableColumn.Numbers n -> Column.numeric(n.name());
            case TableColumn.Codes c -> {
              List<String> given = listed.getOrDefault(c.name(), List.of());
              yield new Column(c.name(), given.isEmpty() ? seen(c, trainRows) : given);
            }
          });
    }
    return new Encoding(columns);
  }

  private static List<String> seen(TableColumn.Codes column, int[] rows) {
    boolean[] there = new boolean[column.dictionary().size()];
    for (int row : rows) {
      if (column.codes()[row] >= 0) {
        there[column.codes()[row]] = true;
      }
    }
    List<String> seen = new ArrayList<>();
    for (int code = 0; code < there.length; code++) {
      if (there[code]) {
        seen.add(column.dictionary().get(code));
      }
    }
    return seen;
  }

  /// Encodes all rows of a table.
  ///
  /// @throws BadDataException when a column is missing from the table or has another type
  public Examples encode(Table table) {
    int rows = table.size();
    int width = columns.size();
    float[] values = new float[Math.multiplyExact(rows, width)];
    for (int j = 0; j < width; j++) {
      float[] encoded = encode(columns.get(j), column(table, columns.get(j)));
      for (int i = 0; i < rows; i++) {
        values[i * width + j] = encoded[i];
      }
    }
    float[] weights = table.weights().orElse(null);
    if (weights == null) {
      return Examples.of(columns, values, table.labels());
    }
    return new Examples(columns, values, table.labels(), weights);
  }

  /// Counts the values of each categorical column that have no code. Omits columns without such
  /// values.
  public SortedMap<String, Integer> unseen(Table table) {
    SortedMap<String, Integer> unseen = new TreeMap<>();
    for (Column column : columns) {
      if (column(table, column) instanceof TableColumn.Codes codes) {
        int[] place = places(column, codes);
        int count = (int) Arrays.stream(codes.codes()).filter(c -> c >= 0 && place[c] < 0).count();
        if (count > 0) {
          unseen.put(column.name(), count);
        }
      }
    }
    return unseen;
  }

  /// Returns the categories in the form used by a manifest.
  public SortedMap<String, List<String>> categories() {
    SortedMap<String, List<String>> categories = new TreeMap<>();
    for (Column column : columns) {
      if (column.categorical()) {
        categories.put(column.name(), column.categories());
      }
    }
    return categories;
  }

  private static TableColumn column(Table table, Column column) {
    return table.features().stream()
        .filter(one -> one.name().equals(column.name()))
        .findFirst()
        .orElseThrow(() -> new BadDataException("the table has no feature " + column.name()));
  }

  private static float[] encode(Column column, TableColumn values) {
    return switch (values) {
      case TableColumn.Numbers n -> {
        if (column.categorical()) {
          throw new BadDataException("column " + column.name() + " has numbers, not categories");
        }
        yield n.values();
      }
      case TableColumn.Codes c -> {
        int[] place = places(column, c);
        float[] encoded = new float[c.codes().length];
        for (int i = 0; i < encoded.length; i++) {
          int code = c.codes()[i];
          encoded[i] = code < 0 || place[code] < 0 ? Float.NaN : place[code];
        }
        yield encoded;
      }
    };
  }

  /// Returns the model's code for each word of the table's dictionary, or -1 if it has none.
  private static int[] places(Column column, TableColumn.Codes codes) {
    Map<String, Integer> known = new HashMap<>();
    column.categories().forEach(word -> known.put(word, known.size()));
    return codes.dictionary().stream().mapToInt(word -> known.getOrDefault(word, -1)).toArray();
  }
}
