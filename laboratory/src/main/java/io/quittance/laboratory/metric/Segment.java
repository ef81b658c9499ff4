package io.quittance.laboratory.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A division of rows into parts, by a category or by ranges of a number.
///
/// @param name of the column
/// @param values names of the parts
/// @param codes the part of each row; -1 where the value is missing
@SuppressWarnings("ArrayRecordComponent")
public record Segment(String name, List<String> values, int[] codes) {

  /// @throws IllegalArgumentException when a code has no value
  public Segment {
    values = List.copyOf(values);
    for (int code : codes) {
      if (code < -1 || code >= values.size()) {
        throw new IllegalArgumentException("segment " + name + " has no value for code " + code);
      }
    }
  }

  /// Creates one part for each text, in order of first appearance.
  public static Segment of(String name, String[] rows) {
    Map<String, Integer> known = new LinkedHashMap<>();
    int[] codes = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      Integer next = known.size();
      Integer code = known.putIfAbsent(rows[i], next);
      codes[i] = code == null ? next : code;
    }
    return new Segment(name, List.copyOf(known.keySet()), codes);
  }

  /// Creates four parts of about equal size; fewer when quartiles are equal.
  ///
  /// @param rows numbers; `NaN` is missing
  public static Segment quartiles(String name, float[] rows) {
    float[] sorted = new float[rows.length];
    int known = 0;
    for (float value : rows) {
      if (!Float.isNaN(value)) {
        sorted[known++] = value + 0f;
      }
    }
    Arrays.sort(sorted, 0, known);
    List<Float> cuts = new ArrayList<>();
    for (int quarter = 1; quarter < 4 && known > 0; quarter++) {
      float cut = sorted[(int) ((long) known * quarter / 4)];
      if (cut > sorted[0] && (cuts.isEmpty() || cut > cuts.getLast())) {
        cuts.add(cut);
      }
    }
    int[] codes = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      codes[i] = Float.isNaN(rows[i]) ? -1 : code(cuts, rows[i]);
    }
    return new Segment(name, known == 0 ? List.of() : ranges(cuts), codes);
  }

  private static int code(List<Float> cuts, float value) {
    int code = 0;
    while (code < cuts.size() && value >= cuts.get(code)) {
      code++;
    }
    return code;
  }

  private static List<String> ranges(List<Float> cuts) {
    if (cuts.isEmpty()) {
      return List.of("all");
    }
    List<String> ranges = new ArrayList<>();
    ranges.add("below " + number(cuts.getFirst()));
    for (int i = 1; i < cuts.size(); i++) {
      ranges.add(number(cuts.get(i - 1)) + " to below " + number(cuts.get(i)));
    }
    ranges.add(number(cuts.getLast()) + " and above");
    return ranges;
  }

  private static String number(float value) {
    return value == Math.rint(value) && Math.abs(value) < 1e7f
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}
