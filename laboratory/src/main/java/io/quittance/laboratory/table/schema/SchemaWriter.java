package io.quittance.laboratory.table.schema;

import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import io.quittance.laboratory.table.schema.TableSchema.Format;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Writes a schema as YAML that [SchemaReader] reads, with a few lines per column.
public final class SchemaWriter {

  private SchemaWriter() {}

  public static String yaml(TableSchema schema) {
    return yaml(schema, "", Map.of());
  }

  /// @param heading comment lines for the top of the file, without `#`
  /// @param comments comment lines by column, written above the column, without `#`
  public static String yaml(TableSchema schema, String heading, Map<String, String> comments) {
    StringBuilder out = new StringBuilder();
    heading.lines().forEach(line -> out.append(line.isEmpty() ? "#" : "# " + line).append('\n'));
    Format format = schema.format();
    out.append("file:\n")
        .append("  delimiter: ")
        .append(quoted(String.valueOf(format.delimiter())))
        .append("\n  quote: ")
        .append(quoted(String.valueOf(format.quote())))
        .append("\n  decimal: ")
        .append(quoted(String.valueOf(format.decimal())))
        .append("\n  missing: ")
        .append(list(format.missing()))
        .append("\ncolumns:\n");
    for (ColumnSchema column : schema.columns()) {
      comments.getOrDefault(column.name(), "").lines().forEach(l -> comment(out, l));
      write(out, column);
    }
    return out.toString();
  }

  private static void comment(StringBuilder out, String line) {
    out.append("  # ").append(line).append('\n');
  }

  private static void write(StringBuilder out, ColumnSchema column) {
    out.append("  - name: ").append(word(column.name())).append('\n');
    out.append("    type: ").append(column.type().word()).append('\n');
    out.append("    role: ").append(column.role().word()).append('\n');
    column.positive().ifPresent(v -> out.append("    positive: ").append(quoted(v)).append('\n'));
    if (column.min().isPresent() || column.max().isPresent()) {
      out.append("    range: [")
          .append(bound(column.min()))
          .append(", ")
          .append(bound(column.max()))
          .append("]\n");
    }
    if (!column.categories().isEmpty()) {
      out.append("    categories: ").append(list(column.categories())).append('\n');
    }
    if (!column.missing().isEmpty()) {
      out.append("    missing: ").append(list(column.missing())).append('\n');
    }
    column.permitted().ifPresent(v -> out.append("    permitted: ").append(quoted(v)).append('\n'));
  }

  private static String bound(OptionalDouble bound) {
    return bound.isEmpty() ? "null" : ShortNumber.text(bound.getAsDouble());
  }

  private static String list(List<String> values) {
    return values.stream().map(SchemaWriter::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String word(String value) {
    return value.matches("[A-Za-z_][A-Za-z0-9_.]*") ? value : quoted(value);
  }

  /// Writes a value in double quotes, because unquoted `no`, `1` and `null` have other meanings.
  private static String quoted(String value) {
    StringBuilder out = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
              } else if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF) {
                out.append(String.format("\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.append('"').toString();
  }
}
