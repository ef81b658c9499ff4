package io.quittance.laboratory.table;

import io.quittance.laboratory.table.problem.Problem;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.TableSchema;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import io.quittance.laboratory.table.schema.TableSchema.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads categories as codes, in the order of the schema or else in order of first appearance.
final class CategoryReader extends ColumnReader {

  private final int most;
  private final Map<String, Integer> dictionary = new HashMap<>();
  private final List<String> categories;
  private int[] codes = new int[1024];

  CategoryReader(ColumnSchema column, TableSchema.Format format, int most, Problems problems) {
    super(column, format, problems);
    this.most = most;
    this.categories = new ArrayList<>(column.categories());
    categories.forEach(word -> dictionary.put(word, dictionary.size()));
  }

  @Override
  void absent(long line) {
    if (column.role() == Role.GROUP) {
      needed(line);
    }
    put(-1);
  }

  @Override
  void present(String text, long line) {
    Integer known = dictionary.get(text);
    if (known != null) {
      put(known);
    } else if (!column.categories().isEmpty()) {
      refuse(
          "unknown-category",
          line,
          text,
          Problem.quoted(text) + " is not among the categories of the schema",
          "Correct it, add it to categories, or list it under missing");
      put(-1);
    } else if (categories.size() == most) {
      refuse(
          "too-many-categories",
          line,
          text,
          "it has more than " + most + " different values",
          "Write role: ignored or id; a model learns nothing from so many values");
      put(-1);
    } else {
      put(categories.size());
      dictionary.put(text, categories.size());
      categories.add(text);
    }
  }

  private void put(int code) {
    if (size == codes.length) {
      codes = Arrays.copyOf(codes, size * 2);
    }
    codes[size] = code;
  }

  int[] codes() {
    return Arrays.copyOf(codes, size);
  }

  List<String> categories() {
    return categories;
  }
}
