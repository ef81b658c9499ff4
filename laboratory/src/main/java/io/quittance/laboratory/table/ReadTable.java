package io.quittance.laboratory.table;

import io.quittance.laboratory.table.file.CsvSource;
import io.quittance.laboratory.table.file.OpenFile;
import io.quittance.laboratory.table.file.ParquetSource;
import io.quittance.laboratory.table.file.RowSource;
import io.quittance.laboratory.table.problem.Problem;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.TableLimits;
import io.quittance.laboratory.table.schema.TableSchema;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import io.quittance.laboratory.table.schema.TableSchema.Role;
import io.quittance.laboratory.table.schema.TableSchema.Type;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// Turns a file and a schema into a table, or into a list of problems. Blocks.
final class ReadTable {

  private static final int NEWS = 10_000;
  private static final int ENOUGH_FOR_IDS = 100;

  private final Path file;
  private final TableSchema schema;
  private final TableLimits limits;
  private final Problems problems;
  private final Map<String, ColumnReader> cells = new LinkedHashMap<>();

  private ReadTable(Path file, TableSchema schema, TableLimits limits, Problems problems) {
    this.file = file;
    this.schema = schema;
    this.limits = limits;
    this.problems = problems;
  }

  static Table read(Path file, TableSchema schema, TableLimits limits, LongConsumer rowsRead) {
    Problems problems = new Problems(OpenFile.name(file), "line");
    try {
      OpenFile.Kind kind = OpenFile.kind(file, problems, limits);
      if (schema.inRole(Role.TARGET).isEmpty()) {
        throw problems.stop(
            "no-target",
            0,
            "the schema has no column with the role target",
            "Write role: target for the column to predict, or name it with --target");
      }
      if (kind == OpenFile.Kind.PARQUET) {
        Problems byRow = new Problems(OpenFile.name(file), "row");
        var skipped =
            schema.inRole(Role.IGNORED).stream()
                .map(ColumnSchema::name)
                .collect(Collectors.toUnmodifiableSet());
        try (RowSource source = new ParquetSource(file, skipped, byRow)) {
          return new ReadTable(file, schema, limits, byRow).run(source, rowsRead);
        }
      }
      try (RowSource source = new CsvSource(file, kind, schema.format(), limits, problems)) {
        return new ReadTable(file, schema, limits, problems).run(source, rowsRead);
      }
    } catch (IOException e) {
      throw OpenFile.broken(problems, e, 0);
    }
  }

  private Table run(RowSource source, LongConsumer rowsRead) throws IOException {
    new HeaderCheck(schema, limits, problems).check(source.header());
    char decimal = source.text() ? schema.format().decimal() : '.';
    for (ColumnSchema column : schema.columns()) {
      if (column.role() != Role.IGNORED) {
        cells.put(
            column.name(), ColumnReader.of(column, schema.format(), decimal, limits, problems));
      }
    }
    int rows = rows(source, rowsRead);
    if (rows == 0 && problems.none()) {
      throw problems.stop(
          "no-rows", 0, "the file has a header but no rows", "Export the data again");
    }
    problems.refuseIfAny();
    return table();
  }

  private int rows(RowSource source, LongConsumer rowsRead) throws IOException {
    List<String> header = source.header();
    ColumnReader[] sinks = header.stream().map(cells::get).toArray(ColumnReader[]::new);
    int rows = 0;
    for (RowSource.Row row = source.next(); row != null; row = source.next()) {
      if (row.cells().size() != header.size()) {
        ragged(row, header.size());
        continue;
      }
      for (int j = 0; j < sinks.length; j++) {
        if (sinks[j] != null) {
          sinks[j].accept(checked(row.cells().get(j), header.get(j), row.line()), row.line());
        }
      }
      rows++;
      if (rows > limits.rows() || (long) rows * cells.size() > limits.values()) {
        throw problems.stop(
            "too-many-rows",
            row.line(),
            "the file has more than " + (rows - 1) + " rows of " + cells.size() + " columns",
            "Take a sample, or ignore columns");
      }
      if (rows % NEWS == 0) {
        rowsRead.accept(rows);
      }
    }
    rowsRead.accept(rows);
    return rows;
  }

  private void ragged(RowSource.Row row, int expected) {
    problems.add(
        "ragged-row",
        row.line(),
        "",
        "",
        "the row has " + row.cells().size() + " values, but the header has " + expected,
        "Quote values that contain the delimiter; check for missing values or delimiters");
  }

  private String checked(String cell, String column, long line) {
    if (cell.length() > limits.cell()) {
      problems.add(
          "cell-size",
          line,
          column,
          cell,
          "the value has " + cell.length() + " characters",
          "At most " + limits.cell() + " are read; a quote may be unclosed");
      return "";
    }
    if (cell.indexOf('\uFFFD') >= 0) {
      problems.add(
          "encoding",
          line,
          column,
          cell,
          Problem.quoted(cell) + " contains bytes that are not UTF-8",
          "Save the file as UTF-8");
      return "";
    }
    return cell;
  }

  private Table table() {
    Optional<long[]> times = Optional.empty();
    Optional<int[]> groups = Optional.empty();
    Optional<float[]> weights = Optional.empty();
    Optional<String[]> ids = Optional.empty();
    boolean[] labels = {};
    String positive = "";
    List<TableColumn> features = new ArrayList<>();
    List<TableColumn> kept = new ArrayList<>();
    for (ColumnReader column : cells.values()) {
      switch (column) {
        case TimeReader t -> times = Optional.of(t.values());
        case IdReader t -> ids = Optional.of(t.values());
        case TargetReader t -> {
          TargetReader.Labels read = t.labels();
          positive = read.positive();
          labels = read.labels();
        }
        case NumberReader n -> {
          if (n.column.role() == Role.WEIGHT) {
            weights = Optional.of(n.values());
          } else {
            place(new TableColumn.Numbers(n.column.name(), n.values()), n.column, features, kept);
          }
        }
        case CategoryReader w -> {
          if (w.column.role() == Role.GROUP) {
            groups = Optional.of(w.codes());
          } else {
            place(sorted(w), w.column, features, kept);
          }
        }
      }
    }
    features.forEach(this::refuseIds);
    problems.refuseIfAny();
    return new Table(
        OpenFile.name(file),
        OpenFile.sha256(file),
        schema,
        new Table.Parts(labels, positive, features, kept, times, groups, weights, ids));
  }

  private static void place(
      TableColumn column, ColumnSchema schema, List<TableColumn> features, List<TableColumn> kept) {
    (schema.role() == Role.FEATURE ? features : kept).add(column);
  }

  private static TableColumn.Codes sorted(CategoryReader reader) {
    String name = reader.column.name();
    if (!reader.column.categories().isEmpty()) {
      return new TableColumn.Codes(name, reader.codes(), List.copyOf(reader.categories()));
    }
    List<String> dictionary = reader.categories().stream().sorted().toList();
    int[] place = new int[dictionary.size()];
    Map<String, Integer> index = new HashMap<>();
    dictionary.forEach(word -> index.put(word, index.size()));
    for (int i = 0; i < place.length; i++) {
      place[i] = index.getOrDefault(reader.categories().get(i), -1);
    }
    int[] codes = Arrays.stream(reader.codes()).map(code -> code < 0 ? -1 : place[code]).toArray();
    return new TableColumn.Codes(name, codes, dictionary);
  }

  /// Reports a feature that merely numbers or identifies the rows.
  private void refuseIds(TableColumn column) {
    boolean names =
        switch (column) {
          case TableColumn.Numbers n -> isWhole(n.name()) && counts(n.values());
          case TableColumn.Codes c ->
              c.codes().length >= ENOUGH_FOR_IDS && c.dictionary().size() > 0.9 * c.codes().length;
        };
    if (names) {
      problems.add(
          "id-feature",
          0,
          column.name(),
          "",
          "nearly every row has a different value: it identifies rows, but its role is feature",
          "Write role: id or ignored");
    }
  }

  private boolean isWhole(String name) {
    return schema.columns().stream()
        .anyMatch(column -> column.name().equals(name) && column.type() == Type.INTEGER);
  }

  private static boolean counts(float[] values) {
    if (values.length < ENOUGH_FOR_IDS) {
      return false;
    }
    for (int i = 1; i < values.length; i++) {
      if (values[i] != values[i - 1] + 1) {
        return false;
      }
    }
    return true;
  }
}
