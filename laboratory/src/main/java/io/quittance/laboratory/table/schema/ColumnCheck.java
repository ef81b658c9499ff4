package io.quittance.laboratory.table.schema;

import io.quittance.core.feature.ForbiddenNames;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import io.quittance.laboratory.table.schema.TableSchema.Role;
import io.quittance.laboratory.table.schema.TableSchema.Type;
import java.util.HashSet;
import java.util.List;

/// Checks that the type, the role and the other properties of one column agree.
final class ColumnCheck {

  private final ColumnSchema column;
  private final long line;
  private final Problems problems;

  /// @param line where the column begins in the schema
  ColumnCheck(ColumnSchema column, long line, Problems problems) {
    this.column = column;
    this.line = line;
    this.problems = problems;
  }

  /// Records what does not agree.
  ///
  /// @param categories as written, repeated ones included
  /// @param most largest number of categories
  void run(List<String> categories, int most) {
    checkRole();
    checkCategories(categories, most);
    if ((column.min().isPresent() || column.max().isPresent()) && !isNumber()) {
      refuse(
          "range-type",
          "it has a range but is of type " + column.type().word(),
          "Remove the range, or write type: number");
    }
    if (column.positive().isPresent() && column.role() != Role.TARGET) {
      refuse(
          "positive-role",
          "it has a positive value but is not the target",
          "Remove positive, or write role: target");
    }
  }

  private boolean isNumber() {
    return column.type() == Type.NUMBER || column.type() == Type.INTEGER;
  }

  private void checkRole() {
    Type type = column.type();
    Role role = column.role();
    boolean value = role == Role.FEATURE || role == Role.PROTECTED;
    if (type == Type.TEXT && role != Role.IGNORED && role != Role.ID && role != Role.GROUP) {
      refuse("text", "free text cannot have the role " + role.word(), "Make it ignored");
    } else if (type == Type.TIMESTAMP && (value || role == Role.TARGET || role == Role.WEIGHT)) {
      refuse(
          "timestamp-role",
          "a timestamp cannot have the role " + role.word(),
          "Make it time or ignored; a model reads ages and durations, not dates");
    } else if (role == Role.WEIGHT && !isNumber()) {
      refuse("weight-type", "a weight must be a number", "Write type: number");
    } else if (role == Role.TIME && !isNumber() && type != Type.TIMESTAMP) {
      refuse(
          "time-type",
          "a time must be a timestamp or a number",
          "Write type: timestamp, or make the column ignored");
    } else if (role == Role.FEATURE
        && column.permitted().isEmpty()
        && ForbiddenNames.isProtected(column.name())) {
      refuse(
          "protected-feature",
          "it is named like a protected attribute, but its role is feature",
          "Write role: protected, or say why it is lawful with permitted: \"…\"");
    }
  }

  private void checkCategories(List<String> categories, int most) {
    boolean isCategory = column.type() == Type.CATEGORY;
    if (!categories.isEmpty() && (!isCategory || categories.size() > most)) {
      refuse(
          "categories",
          isCategory
              ? "it lists " + categories.size() + " categories"
              : "it lists categories but is of type " + column.type().word(),
          "Write type: category and at most " + most + " categories");
    }
    if (new HashSet<>(categories).size() != categories.size()) {
      refuse("category-twice", "a category occurs twice", "Remove one of them");
    }
  }

  private void refuse(String rule, String what, String advice) {
    problems.add(rule, line, column.name(), "", what, advice);
  }
}
