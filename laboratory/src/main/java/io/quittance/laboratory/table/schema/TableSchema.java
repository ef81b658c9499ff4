package io.quittance.laboratory.table.schema;

import io.quittance.core.text.Sha256;
import io.quittance.core.text.WireNames;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.table.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The type and role of each column of a table.
///
/// @param format how a text file is written; for a Parquet file only the missing markers apply
/// @param columns in schema order, which may differ from the order in the file
public record TableSchema(Format format, List<ColumnSchema> columns) {

  /// The type of a column's values.
  public enum Type {
    /// Decimal numbers.
    NUMBER,
    /// Whole numbers.
    INTEGER,
    /// true/false, yes/no, y/n, t/f or 1/0, in either case.
    BOOLEAN,
    /// One of a small set of words.
    CATEGORY,
    /// ISO 8601 date, or date and time; UTC when there is no offset.
    TIMESTAMP,
    /// Free text; can only be ignored or serve as an id.
    TEXT;

    /// Returns the name used in a schema.
    public String word() {
      return WireNames.of(this);
    }
  }

  /// The role of a column.
  public enum Role {
    /// An input of the model.
    FEATURE,
    /// What the model predicts: two classes.
    TARGET,
    /// Identifies the row; never an input.
    ID,
    /// Orders the rows.
    TIME,
    /// Rows of one group (such as an account) are never divided between training and evaluation.
    GROUP,
    /// The weight of the row.
    WEIGHT,
    /// A protected attribute: kept for slices and fairness, never an input.
    PROTECTED,
    /// The column is not read.
    IGNORED;

    /// Returns the name used in a schema.
    public String word() {
      return WireNames.of(this);
    }
  }

  /// How a text file is written.
  ///
  /// @param decimal `.` or `,`
  /// @param missing markers for a missing value in any column; an empty cell is always missing
  public record Format(char delimiter, char quote, char decimal, List<String> missing) {

    /// Comma-separated, with double quotes, a decimal point and empty cells for missing values.
    public static final Format STANDARD = new Format(',', '"', '.', List.of());

    public Format {
      missing = List.copyOf(missing);
    }
  }

  /// One column.
  ///
  /// @param min smallest plausible value
  /// @param max largest plausible value
  /// @param categories all possible values, in the order of their codes; empty to learn them from
  ///   the training rows
  /// @param missing markers for a missing value in this column, in addition to those of the format
  /// @param positive the target value to predict; when absent, the rarer value
  /// @param permitted why a column with the name of a protected attribute may be a feature
  public record ColumnSchema(
      String name,
      Type type,
      Role role,
      OptionalDouble min,
      OptionalDouble max,
      List<String> categories,
      List<String> missing,
      Optional<String> positive,
      Optional<String> permitted) {

    public ColumnSchema {
      categories = List.copyOf(categories);
      missing = List.copyOf(missing);
    }

    /// Returns a column without a range, categories or its own missing markers.
    public static ColumnSchema of(String name, Type type, Role role) {
      return new ColumnSchema(
          name,
          type,
          role,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty());
    }

    /// Returns the same column in another role.
    public ColumnSchema withRole(Role other) {
      return new ColumnSchema(
          name, type, other, min, max, categories, missing, positive, permitted);
    }
  }

  /// @throws IllegalArgumentException when a name occurs twice or two columns are the target
  public TableSchema {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    columns.forEach(
        column -> {
          if (!names.add(column.name())) {
            throw new IllegalArgumentException("column " + column.name() + " occurs twice");
          }
        });
    if (columns.stream().filter(column -> column.role() == Role.TARGET).count() > 1) {
      throw new IllegalArgumentException("two columns are the target");
    }
  }

  /// Reads a schema.
  ///
  /// @throws BadDataException when the schema cannot be read or violates a rule; the message names
  ///   the lines
  public static TableSchema read(Path yaml) {
    return SchemaReader.read(yaml);
  }

  /// Reads a schema.
  ///
  /// @param fileName for messages
  /// @throws BadDataException when the schema violates a rule; the message names the lines
  public static TableSchema parse(String fileName, String yaml) {
    return SchemaReader.parse(fileName, yaml);
  }

  /// Returns the same columns with another target. A previous target becomes ignored.
  ///
  /// @throws BadDataException when the column does not exist
  public TableSchema withTarget(String column) {
    if (columns.stream().noneMatch(one -> one.name().equals(column))) {
      throw new BadDataException(
          "the schema has no column "
              + Problem.quoted(column)
              + " that could be the target; it has "
              + Problem.cut(String.join(", ", columns.stream().map(ColumnSchema::name).toList())));
    }
    List<ColumnSchema> changed = new ArrayList<>();
    for (ColumnSchema one : columns) {
      if (one.name().equals(column)) {
        changed.add(one.withRole(Role.TARGET));
      } else {
        changed.add(one.role() == Role.TARGET ? one.withRole(Role.IGNORED) : one);
      }
    }
    return new TableSchema(format, changed);
  }

  /// Returns the column to predict.
  ///
  /// @throws BadDataException when there is no target column
  public ColumnSchema target() {
    return inRole(Role.TARGET).stream()
        .findFirst()
        .orElseThrow(() -> new BadDataException("the schema has no target"));
  }

  /// Returns the columns with one role, in order.
  public List<ColumnSchema> inRole(Role role) {
    return columns.stream().filter(column -> column.role() == role).toList();
  }

  /// Returns the schema without comments. Reading the result gives an equal schema.
  public String toYaml() {
    return SchemaWriter.yaml(this);
  }

  /// Returns the hash of [#toYaml] in hexadecimal. Comments and layout do not affect it.
  public String sha256() {
    return Sha256.hex(toYaml().getBytes(StandardCharsets.UTF_8));
  }
}
