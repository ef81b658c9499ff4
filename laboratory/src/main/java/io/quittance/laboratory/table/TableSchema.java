package io.quittance.laboratory.table;

import io.quittance.core.text.Sha256;
import io.quittance.core.text.WireNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// What the columns of a table are and what each is for.
///
/// @param format how a text file is written; a Parquet file needs its missing markers only
/// @param columns in the order of the schema, which need not be the file's
public record TableSchema(Format format, List<ColumnSchema> columns) {

  /// What the values of a column are.
  public enum Type {
    /// Decimal numbers.
    NUMBER,
    /// Whole numbers.
    INTEGER,
    /// true/false, yes/no, y/n, t/f or 1/0, in either case.
    BOOLEAN,
    /// One of a few words.
    CATEGORY,
    /// ISO 8601 date, or date and time; UTC where no offset is written.
    TIMESTAMP,
    /// Free text; it can only be ignored, or identify.
    TEXT;

    /// As a schema writes it.
    public String word() {
      return WireNames.of(this);
    }
  }

  /// What a column is for.
  public enum Role {
    /// An input of the model.
    FEATURE,
    /// What the model predicts: two classes.
    TARGET,
    /// Names the row; never an input.
    ID,
    /// Orders the rows.
    TIME,
    /// Rows of one group (an account) are never divided between training and judging.
    GROUP,
    /// How much the row counts.
    WEIGHT,
    /// A protected attribute: kept for slices and fairness, never an input.
    PROTECTED,
    /// Not read.
    IGNORED;

    /// As a schema writes it.
    public String word() {
      return WireNames.of(this);
    }
  }

  /// How a text file is written.
  ///
  /// @param decimal `.` or `,`
  /// @param missing what stands for no value in any column; an empty cell always does
  public record Format(char delimiter, char quote, char decimal, List<String> missing) {

    /// Comma, double quotes, decimal point, empty cells.
    public static final Format STANDARD = new Format(',', '"', '.', List.of());

    public Format {
      missing = List.copyOf(missing);
    }
  }

  /// One column.
  ///
  /// @param min smallest value that makes sense
  /// @param max largest value that makes sense
  /// @param categories every value there may be, in the order of their codes; empty to learn them
  ///   from the training rows
  /// @param missing what stands for no value in this column, besides the format's markers
  /// @param positive the target's value to be predicted; absent for the rarer one
  /// @param permitted why a column that is named like a protected attribute may be a feature
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

    /// A column without range, categories or markers of its own.
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

    /// The same column for another purpose.
    public ColumnSchema withRole(Role other) {
      return new ColumnSchema(
          name, type, other, min, max, categories, missing, positive, permitted);
    }
  }

  /// @throws IllegalArgumentException when a name is there twice or two columns are the target
  public TableSchema {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    columns.forEach(
        column -> {
          if (!names.add(column.name())) {
            throw new IllegalArgumentException("column " + column.name() + " is there twice");
          }
        });
    if (columns.stream().filter(column -> column.role() == Role.TARGET).count() > 1) {
      throw new IllegalArgumentException("two columns are the target");
    }
  }

  /// Reads a schema.
  ///
  /// @throws BadDataException when it cannot be read or breaks a rule; it names lines
  public static TableSchema read(Path yaml) {
    return SchemaReader.read(yaml);
  }

  /// Reads a schema.
  ///
  /// @param fileName for messages
  /// @throws BadDataException when it breaks a rule; it names lines
  public static TableSchema parse(String fileName, String yaml) {
    return SchemaReader.parse(fileName, yaml);
  }

  /// The same columns with another target; a former target is ignored.
  ///
  /// @throws BadDataException when there is no such column
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

  /// The column to predict.
  ///
  /// @throws BadDataException when no column is
  public ColumnSchema target() {
    return inRole(Role.TARGET).stream()
        .findFirst()
        .orElseThrow(() -> new BadDataException("the schema has no target"));
  }

  /// The columns of one purpose, in order.
  public List<ColumnSchema> inRole(Role role) {
    return columns.stream().filter(column -> column.role() == role).toList();
  }

  /// The schema without comments; reading it again gives an equal schema.
  public String toYaml() {
    return SchemaWriter.yaml(this);
  }

  /// Of [#toYaml], in hexadecimal: comments and layout do not count.
  public String sha256() {
    return Sha256.hex(toYaml().getBytes(StandardCharsets.UTF_8));
  }
}
