package io.quittance.laboratory.training.encoding;

import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Writes a [Preparation] as graph nodes. Each node works value by value, so a single row gives the
/// same result as in any batch.
final class PreparationGraph {

  private static final Attribute COLUMNS = Attribute.ofInt("axis", 1);
  private static final Attribute TO_FLOAT = Attribute.ofInt("to", 1);
  private static final Attribute TO_LONG = Attribute.ofInt("to", 7);

  private final Preparation learned;
  private final OnnxGraphWriter writer;
  private final String input;
  private final String prefix;

  PreparationGraph(Preparation learned, OnnxGraphWriter writer, String input, String prefix) {
    this.learned = learned;
    this.writer = writer;
    this.input = input;
    this.prefix = prefix;
  }

  String append() {
    List<String> parts = new ArrayList<>();
    if (learned.numbers.length > 0) {
      appendNumbers(parts);
    }
    for (int c = 0; c < learned.categorical.length; c++) {
      parts.add(oneHot(learned.categorical[c], learned.categories[c]));
    }
    return node("Concat", "prepared", parts, COLUMNS);
  }

  private void appendNumbers(List<String> parts) {
    String raw = numbers();
    String missing = node("IsNaN", "missing", List.of(raw));
    String known = node("Where", "known", List.of(missing, row("medians", learned.medians), raw));
    String above = node("Max", "above", List.of(known, row("lowest", learned.lowest)));
    String capped = node("Min", "capped", List.of(above, row("highest", learned.highest)));
    String centred = node("Sub", "centred", List.of(capped, row("means", learned.means)));
    parts.add(node("Div", "scaled", List.of(centred, row("scales", learned.scales))));
    if (learned.indicators.length > 0) {
      long[] gaps = Arrays.stream(learned.indicators).asLongStream().toArray();
      String picked =
          node("Gather", "gaps", List.of(missing, indices("gap_columns", gaps)), COLUMNS);
      parts.add(node("Cast", "indicators", List.of(picked), TO_FLOAT));
    }
  }

  /// Concatenates all numbers, with categories replaced by their table values.
  private String numbers() {
    List<String> parts = new ArrayList<>();
    List<Integer> run = new ArrayList<>();
    for (int column : learned.numbers) {
      float[] table = learned.encoding.tables().get(column);
      if (table == null) {
        run.add(column);
      } else {
        flush(run, parts);
        parts.add(lookup(column, table));
      }
    }
    flush(run, parts);
    return node("Concat", "numbers", parts, COLUMNS);
  }

  private void flush(List<Integer> run, List<String> parts) {
    if (!run.isEmpty()) {
      long[] columns = run.stream().mapToLong(Integer::longValue).toArray();
      String name = "columns_" + columns[0];
      parts.add(
          node("Gather", "raw_" + columns[0], List.of(input, indices(name, columns)), COLUMNS));
      run.clear();
    }
  }

  private String column(int column) {
    return node(
        "Gather", "code_" + column, List.of(input, indices("column_" + column, column)), COLUMNS);
  }

  /// Looks up codes in the table, which is extended by a missing value at its end. Missing and
  /// invalid codes are sent there. Otherwise, a negative code would count from the end, or ONNX
  /// Runtime would reject it while a decision waits.
  private String lookup(int column, float[] table) {
    float[] withMissing = Arrays.copyOf(table, table.length + 1);
    withMissing[table.length] = Float.NaN;
    String end = writer.constant(prefix + "end_" + column, new long[] {1, 1}, table.length);
    String zero = writer.constant(prefix + "zero_" + column, new long[] {1, 1}, 0);
    String code = column(column);
    String floor = node("Floor", "floor_" + column, List.of(code));
    String whole = node("Equal", "whole_" + column, List.of(floor, code));
    String positive = node("GreaterOrEqual", "positive_" + column, List.of(code, zero));
    String known = node("And", "known_" + column, List.of(whole, positive));
    String inside = node("Min", "inside_" + column, List.of(code, end));
    String place = node("Where", "place_" + column, List.of(known, inside, end));
    String index = node("Cast", "index_" + column, List.of(place), TO_LONG);
    String shares =
        writer.constant(prefix + "shares_" + column, new long[] {withMissing.length}, withMissing);
    return node("Gather", "share_" + column, List.of(shares, index), Attribute.ofInt("axis", 0));
  }

  private String oneHot(int column, int categories) {
    float[] codes = new float[categories];
    IntStream.range(0, categories).forEach(code -> codes[code] = code);
    String all = row("codes_" + column, codes);
    String equal = node("Equal", "is_" + column, List.of(column(column), all));
    return node("Cast", "one_hot_" + column, List.of(equal), TO_FLOAT);
  }

  private String row(String name, float[] values) {
    return writer.constant(prefix + name, new long[] {1, values.length}, values);
  }

  private String indices(String name, long... values) {
    return writer.constantLongs(prefix + name, new long[] {values.length}, values);
  }

  private String node(String operator, String name, List<String> inputs, Attribute... attributes) {
    return writer.node(operator, inputs, prefix + name, attributes);
  }
}
