package io.quittance.laboratory.table;

import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.TableLimits;
import io.quittance.laboratory.table.schema.TableSchema;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks that the columns of a file match the schema.
final class HeaderCheck {

  private static final String DELIMITERS = ",;\t|";

  private final TableSchema schema;
  private final TableLimits limits;
  private final Problems problems;

  HeaderCheck(TableSchema schema, TableLimits limits, Problems problems) {
    this.schema = schema;
    this.limits = limits;
    this.problems = problems;
  }

  /// @throws BadDataException when they do not match
  void check(List<String> header) {
    if (header.size() > limits.columns()) {
      throw problems.stop(
          "too-many-columns",
          1,
          "the file has " + header.size() + " columns",
          "At most " + limits.columns() + " are read");
    }
    if (header.size() == 1 && schema.columns().size() > 1) {
      throw oneColumn(header.getFirst());
    }
    Set<String> seen = new HashSet<>();
    Set<String> known = new HashSet<>();
    schema.columns().forEach(column -> known.add(column.name()));
    for (int j = 0; j < header.size(); j++) {
      String name = header.get(j);
      if (name.isEmpty()) {
        add("no-name", "", "column " + (j + 1) + " of the header has no name", "Name it");
      } else if (!seen.add(name)) {
        add(
            "duplicate-column",
            name,
            "it occurs twice in the header",
            "Rename or remove one of them");
      } else if (!known.contains(name)) {
        add(
            "unknown-column",
            name,
            "it is not in the schema",
            "Add it to the schema, with role: ignored if it is not needed");
      }
    }
    for (ColumnSchema column : schema.columns()) {
      if (!seen.contains(column.name())) {
        add(
            "missing-column",
            column.name(),
            "the file has no such column",
            "Export it, correct its name, or remove it from the schema");
      }
    }
    problems.refuseIfAny();
  }

  private void add(String rule, String column, String what, String advice) {
    problems.add(rule, 1, column, "", what, advice);
  }

  private BadDataException oneColumn(String header) {
    char used = schema.format().delimiter();
    char likely = used;
    long most = 0;
    for (int i = 0; i < DELIMITERS.length(); i++) {
      char candidate = DELIMITERS.charAt(i);
      long count = header.chars().filter(c -> c == candidate).count();
      if (candidate != used && count > most) {
        likely = candidate;
        most = count;
      }
    }
    String found = "the header has one column, the schema " + schema.columns().size();
    return most == 0
        ? problems.stop("delimiter", 1, found, "Compare the file with the schema")
        : problems.stop(
            "delimiter",
            1,
            found
                + ": the file seems to use "
                + shown(likely)
                + " as delimiter, the schema says "
                + shown(used),
            "Write delimiter: " + shown(likely) + " under file");
  }

  private static String shown(char delimiter) {
    return delimiter == '\t' ? "\"\\t\"" : "\"" + delimiter + "\"";
  }
}
