package io.quittance.scoring.command;

import io.quittance.core.bundle.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns the fields of a record into a row of the model: columns by name, categories by their
/// codes. Immutable, safe for several threads.
final class RowReader {

  /// Always missing in a column of numbers, whatever their case.
  private static final Set<String> MISSING =
      Set.of("", "na", "n/a", "nan", "null", "none", "?", "-", ".");

  private static final Map<String, Float> BOOLEANS =
      Map.of("true", 1f, "false", 0f, "yes", 1f, "no", 0f, "t", 1f, "f", 0f, "y", 1f, "n", 0f);

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

  private final List<String> features;
  private final int[] positions;
  private final List<@Nullable Map<String, Integer>> codes;
  private final int width;
  private final int id;
  private final Set<String> missing;
  private final char decimal;

  /// @param id the column to copy, which must be in the file
  /// @param missing more texts that stand for a missing value
  /// @param decimal what separates the fraction of a number, `.` or `,`
  /// @throws CommandFailedException when the file lacks a column of the model, with all that it
  ///   lacks
  RowReader(
      Manifest manifest,
      List<String> header,
      Optional<String> id,
      Set<String> missing,
      char decimal) {
    this.features = manifest.featureNames();
    this.width = header.size();
    this.missing = Set.copyOf(missing);
    this.decimal = decimal;
    this.positions = new int[features.size()];
    this.codes = new ArrayList<>();
    Map<String, Integer> places = places(header);
    List<String> absent = new ArrayList<>();
    for (int i = 0; i < positions.length; i++) {
      String feature = features.get(i);
      positions[i] = places.getOrDefault(feature, -1);
      if (positions[i] < 0) {
        absent.add(feature);
      }
      codes.add(dictionary(manifest.inputs().categories().get(feature)));
    }
    if (!absent.isEmpty()) {
      throw new CommandFailedException(
          "the file lacks %s of the model: %s"
              .formatted(
                  absent.size() == 1 ? "a column" : absent.size() + " columns",
                  String.join(", ", absent)));
    }
    this.id = id.map(name -> place(places, name)).orElse(-1);
  }

  /// A field that cannot be read.
  static final class BadCellException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadCellException(String message) {
      super(message);
    }
  }

  int width() {
    return features.size();
  }

  /// Whether rows carry an id.
  boolean hasId() {
    return id >= 0;
  }

  String id(List<String> fields) {
    return fields.get(id);
  }

  /// Writes the row into `values` from `offset` on.
  ///
  /// @return how many values are of no known category, and so missing
  /// @throws BadCellException with column and value
  int read(List<String> fields, float[] values, int offset) {
    if (fields.size() != width) {
      throw new BadCellException(
          "%d fields where the header has %d".formatted(fields.size(), width));
    }
    int unknown = 0;
    for (int i = 0; i < positions.length; i++) {
      String text = fields.get(positions[i]).strip();
      Map<String, Integer> dictionary = codes.get(i);
      if (dictionary == null) {
        values[offset + i] = number(text, features.get(i));
      } else {
        Integer code = dictionary.get(text);
        values[offset + i] = code == null ? Float.NaN : code;
        unknown += code == null && !isMissing(text) ? 1 : 0;
      }
    }
    return unknown;
  }

  private boolean isMissing(String text) {
    return missing.contains(text) || MISSING.contains(text.toLowerCase(Locale.ROOT));
  }

  private float number(String text, String feature) {
    if (isMissing(text)) {
      return Float.NaN;
    }
    Float truth = BOOLEANS.get(text.toLowerCase(Locale.ROOT));
    if (truth != null) {
      return truth;
    }
    String plain = decimal == '.' ? text : text.replace(decimal, '.');
    if (!NUMBER.matcher(plain).matches()) {
      throw new BadCellException("%s is no number: '%s'".formatted(feature, shortened(text)));
    }
    float value = (float) Double.parseDouble(plain);
    if (Float.isInfinite(value)) {
      throw new BadCellException("%s is too large: '%s'".formatted(feature, shortened(text)));
    }
    return value;
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static Map<String, Integer> places(List<String> header) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      if (places.put(header.get(i), i) != null) {
        throw new CommandFailedException(
            "the file has the column %s twice".formatted(header.get(i)));
      }
    }
    return places;
  }

  private static int place(Map<String, Integer> places, String name) {
    Integer place = places.get(name);
    if (place == null) {
      throw new CommandFailedException("the file has no column %s for --id".formatted(name));
    }
    return place;
  }

  private static @Nullable Map<String, Integer> dictionary(@Nullable List<String> categories) {
    if (categories == null || categories.isEmpty()) {
      return null;
    }
    Map<String, Integer> dictionary = new HashMap<>();
    for (int i = 0; i < categories.size(); i++) {
      dictionary.put(categories.get(i), i);
    }
    return dictionary;
  }
}
