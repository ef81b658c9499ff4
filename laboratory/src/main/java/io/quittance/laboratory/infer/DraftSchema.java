package io.quittance.laboratory.infer;

import io.quittance.laboratory.table.file.CsvSource;
import io.quittance.laboratory.table.file.DetectFormat;
import io.quittance.laboratory.table.file.OpenFile;
import io.quittance.laboratory.table.file.ParquetSource;
import io.quittance.laboratory.table.file.RowSource;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.table.problem.Problem;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.SchemaWriter;
import io.quittance.laboratory.table.schema.TableLimits;
import io.quittance.laboratory.table.schema.TableSchema;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import io.quittance.laboratory.table.schema.TableSchema.Format;
import io.quittance.laboratory.table.schema.TableSchema.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Drafts a schema for a file by reading the file once. The draft holds the delimiter, types, roles
/// and categories, with a comment on what was observed in each column. A person should review the
/// draft before it is used.
public final class DraftSchema {

  private final TableSchema schema;
  private final String yaml;
  private final List<String> notes;
  private final long rows;

  private DraftSchema(TableSchema schema, String yaml, List<String> notes, long rows) {
    this.schema = schema;
    this.yaml = yaml;
    this.notes = List.copyOf(notes);
    this.rows = rows;
  }

  /// Reads the file and drafts its schema. Blocks.
  ///
  /// @param target the column to predict; when absent, a column with two values and a telling name
  /// @throws BadDataException when the file cannot be read, or the target is not a column with two
  ///   values
  public static DraftSchema of(Path data, Optional<String> target) {
    TableLimits limits = TableLimits.STANDARD;
    Problems problems = new Problems(OpenFile.name(data), "line");
    try {
      OpenFile.Kind kind = OpenFile.kind(data, problems, limits);
      if (kind == OpenFile.Kind.PARQUET) {
        Problems byRow = new Problems(OpenFile.name(data), "row");
        try (RowSource source = new ParquetSource(data, Set.of(), byRow)) {
          return draft(data, source, Format.STANDARD, target, byRow);
        }
      }
      Format format = DetectFormat.of(data, kind, limits);
      try (RowSource source = new CsvSource(data, kind, format, limits, problems)) {
        return draft(data, source, format, target, problems);
      }
    } catch (IOException e) {
      throw OpenFile.broken(problems, e, 0);
    }
  }

  /// Returns the schema as YAML with a comment above each column.
  public String yaml() {
    return yaml;
  }

  public TableSchema schema() {
    return schema;
  }

  /// Returns the decisions and their reasons, as sentences.
  public List<String> notes() {
    return notes;
  }

  /// Returns the number of rows in the file.
  public long rows() {
    return rows;
  }

  private static DraftSchema draft(
      Path data, RowSource source, Format guessed, Optional<String> target, Problems problems)
      throws IOException {
    List<String> header = source.header();
    distinct(header, problems);
    List<ColumnDraft> drafts = header.stream().map(ColumnDraft::new).toList();
    long rows = 0;
    for (RowSource.Row row = source.next(); row != null; row = source.next()) {
      for (int j = 0; j < Math.min(header.size(), row.cells().size()); j++) {
        drafts.get(j).accept(row.cells().get(j));
      }
      rows++;
    }
    if (rows == 0) {
      throw problems.stop(
          "no-rows", 0, "the file has a header but no rows", "Export the data again");
    }
    String chosen = target.map(name -> known(name, drafts)).or(() -> likely(drafts)).orElse("");
    char decimal = decimal(drafts, guessed);
    Set<String> markers = new TreeSet<>();
    drafts.forEach(draft -> markers.addAll(draft.markers()));
    Format format = new Format(guessed.delimiter(), guessed.quote(), decimal, List.copyOf(markers));
    DraftRoles roles = new DraftRoles(chosen, decimal);
    List<ColumnSchema> columns = drafts.stream().map(roles::column).toList();
    TableSchema schema = new TableSchema(format, columns);
    Map<String, String> comments = new LinkedHashMap<>();
    drafts.forEach(draft -> comments.put(draft.name(), roles.comment(draft)));
    String yaml = SchemaWriter.yaml(schema, heading(data, rows, drafts.size()), comments);
    return new DraftSchema(schema, yaml, notes(roles, schema, rows), rows);
  }

  private static void distinct(List<String> header, Problems problems) {
    Set<String> seen = new TreeSet<>();
    for (String name : header) {
      if (name.isEmpty() || !seen.add(name)) {
        throw problems.stop(
            name.isEmpty() ? "no-name" : "duplicate-column",
            1,
            name.isEmpty()
                ? "a column of the header has no name"
                : "the header names column " + Problem.quoted(name) + " twice",
            "Rename it");
      }
    }
  }

  private static String known(String name, List<ColumnDraft> drafts) {
    ColumnDraft draft =
        drafts.stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new BadDataException(
                        "the file has no column "
                            + Problem.quoted(name)
                            + "; it has "
                            + String.join(", ", drafts.stream().map(ColumnDraft::name).toList())));
    if (draft.many() || draft.distinct() != 2) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "column %s cannot be the target: it has %s%d different values, but a target has two",
              Problem.quoted(name),
              draft.many() ? "more than " : "",
              Math.min(draft.distinct(), ColumnDraft.MOST_VALUES)));
    }
    return name;
  }

  private static Optional<String> likely(List<ColumnDraft> drafts) {
    Set<String> telling = Set.of("target", "label", "class", "y", "outcome", "default", "churn");
    return drafts.stream()
        .filter(draft -> !draft.many() && draft.distinct() == 2)
        .filter(
            draft ->
                telling.contains(draft.name().toLowerCase(Locale.ROOT))
                    || telling.contains(
                        draft.name().toLowerCase(Locale.ROOT).replaceFirst("\\W.*", "")))
        .map(ColumnDraft::name)
        .reduce((_, last) -> last);
  }

  private static char decimal(List<ColumnDraft> drafts, Format guessed) {
    boolean commas = drafts.stream().anyMatch(ColumnDraft::onlyCommas);
    boolean points = drafts.stream().anyMatch(ColumnDraft::decimalPoints);
    return guessed.delimiter() != ',' && commas && !points ? ',' : '.';
  }

  private static String heading(Path data, long rows, int columns) {
    return String.format(
        Locale.ROOT,
        "Draft schema for %s: %,d rows, %d columns. Review it before you train with it.%n"
            + "%n"
            + "type: number, integer, boolean, category, timestamp, text%n"
            + "role: feature (the model reads it), target (it predicts it), id, time (orders rows),%n"
            + "      group (rows that belong together, such as one account), weight,%n"
            + "      protected (never read by the model; kept for fairness figures), ignored%n"
            + "A feature must be known when the prediction is made. Set all others to ignored.%n"
            + "All keys: docs/reference/table-schema.md",
        OpenFile.name(data),
        rows,
        columns);
  }

  private static List<String> notes(DraftRoles roles, TableSchema schema, long rows) {
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            Locale.ROOT,
            "%,d rows; %d of %d columns are features.",
            rows,
            schema.inRole(Role.FEATURE).size(),
            schema.columns().size()));
    if (schema.inRole(Role.TARGET).isEmpty()) {
      notes.add(
          "No target: write role: target for the column to predict, or name it with --target.");
    }
    roles.reasons().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparingInt(name -> order(schema, name))))
        .forEach(reason -> notes.add(reason.getKey() + ": " + reason.getValue() + "."));
    return notes;
  }

  private static int order(TableSchema schema, String name) {
    return schema.columns().stream().map(ColumnSchema::name).toList().indexOf(name);
  }
}
