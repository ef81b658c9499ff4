package io.quittance.laboratory.command;

import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.offpolicy.DecisionLog;
import io.quittance.laboratory.table.Table;
import io.quittance.laboratory.table.TableColumn;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.table.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// A table read as a log of decisions.
///
/// @param actions names of the actions, in the order of their numbers
/// @param properties the other features, which are known before the decision
/// @param reward name of the rewarded column
record LoggedTable(
    Table table, List<String> actions, DecisionLog log, Examples properties, String reward) {

  /// Which columns hold what.
  ///
  /// @param action a category
  /// @param propensity a column of numbers, or a number that holds for every row
  /// @param reward a column of numbers; empty for the target, whose positive value counts 1
  /// @param others more columns that are no properties
  record Names(
      String action, String propensity, Optional<String> reward, Optional<String> others) {}

  /// @throws BadDataException when a column is absent, of another type or incomplete
  static LoggedTable of(Table table, Names names) {
    TableColumn.Codes action = codes(table, names.action());
    double[] propensities = propensities(table, names.propensity());
    double[] rewards =
        names.reward().map(column -> numbers(table, column)).orElseGet(() -> labels(table));
    int[] clusters = table.groups().orElseGet(() -> IntStream.range(0, table.size()).toArray());
    DecisionLog log =
        new DecisionLog(
            action.codes(), action.dictionary().size(), propensities, rewards, clusters);
    return new LoggedTable(
        table,
        action.dictionary(),
        log,
        properties(table, names),
        names.reward().orElseGet(() -> target(table)));
  }

  /// Returns the number of an action.
  ///
  /// @throws BadDataException when the log has no such action
  int action(String name) {
    int action = actions.indexOf(name);
    if (action < 0) {
      throw new BadDataException(
          "the log has no action \"%s\"; it has %s".formatted(name, String.join(", ", actions)));
    }
    return action;
  }

  /// Returns the actions that a column names, one for each row.
  ///
  /// @throws BadDataException when the column is absent, no category or incomplete, or names an
  ///   action that the log does not have
  int[] actionsOf(String column) {
    TableColumn.Codes codes = codes(table, column);
    int[] known = codes.dictionary().stream().mapToInt(this::action).toArray();
    return Arrays.stream(codes.codes()).map(code -> known[code]).toArray();
  }

  private static TableColumn.Codes codes(Table table, String name) {
    if (table.column(name).orElseThrow(() -> absent(name)) instanceof TableColumn.Codes codes) {
      for (int i = 0; i < codes.codes().length; i++) {
        if (codes.codes()[i] < 0) {
          throw new BadDataException("row %d: column %s is empty".formatted(i + 1, name));
        }
      }
      return codes;
    }
    throw new BadDataException(
        "column %s must be a category: write type: category in the schema".formatted(name));
  }

  private static double[] numbers(Table table, String name) {
    if (table.column(name).orElseThrow(() -> absent(name)) instanceof TableColumn.Numbers numbers) {
      double[] values = new double[table.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = numbers.values()[i];
      }
      return values;
    }
    throw new BadDataException(
        "column %s must be a number: write type: number in the schema".formatted(name));
  }

  private static String target(Table table) {
    return table.schema().columns().stream()
        .filter(column -> column.role() == TableSchema.Role.TARGET)
        .map(column -> column.name() + " = " + table.positive())
        .findFirst()
        .orElseThrow();
  }

  private static double[] labels(Table table) {
    double[] rewards = new double[table.size()];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = table.labels()[i] ? 1 : 0;
    }
    return rewards;
  }

  private static double[] propensities(Table table, String given) {
    if (table.column(given).isPresent()) {
      return numbers(table, given);
    }
    double[] constant = new double[table.size()];
    try {
      Arrays.fill(constant, Double.parseDouble(given));
    } catch (NumberFormatException _) {
      throw absent(given);
    }
    return constant;
  }

  private static BadDataException absent(String column) {
    return new BadDataException(
        "the schema has no column %s with the role feature".formatted(column));
  }

  private static Examples properties(Table table, Names names) {
    Set<String> known = new HashSet<>(List.of(names.action(), names.propensity()));
    names.reward().ifPresent(known::add);
    names.others().ifPresent(known::add);
    List<TableColumn> kept =
        table.features().stream().filter(column -> !known.contains(column.name())).toList();
    List<Column> columns = new ArrayList<>();
    float[] values = new float[table.size() * kept.size()];
    for (int j = 0; j < kept.size(); j++) {
      switch (kept.get(j)) {
        case TableColumn.Numbers numbers -> {
          columns.add(Column.numeric(numbers.name()));
          for (int i = 0; i < table.size(); i++) {
            values[i * kept.size() + j] = numbers.values()[i];
          }
        }
        case TableColumn.Codes codes -> {
          columns.add(new Column(codes.name(), codes.dictionary()));
          for (int i = 0; i < table.size(); i++) {
            int code = codes.codes()[i];
            values[i * kept.size() + j] = code < 0 ? Float.NaN : code;
          }
        }
      }
    }
    return Examples.of(columns, values, table.labels());
  }
}
