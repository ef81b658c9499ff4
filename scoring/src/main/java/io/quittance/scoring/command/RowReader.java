package io.quittance.scoring.command;

import io.quittance.core.bundle.Manifest;
import io.quittance.laboratory.table.schema.CellText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns the fields of a line into a row of the model: columns by name, categories by their codes.
/// Cells are read as in training. Immutable and thread-safe.
final class RowReader {

  /// Always missing in a column of numbers, whatever their case.
  private static final Set<String> MISSING =
      Set.of("", "na", "n/a", "#n/a", "nan", "nat", "null", "none", "\\n", "?", "-", ".");

  private final List<String> features;
  private final int[] positions;
  private final List<@Nullable Map<String, Integer>> codes;
  private final int width;
  private final int id;
  private final Set<String> missing;
  private final char decimal;

  /// Finds the columns of the model in a header.
  ///
  /// @param id column to copy, which must be in the file
  /// @param missing further texts that stand for a missing value
  /// @param decimal decimal mark, `.` or `,`
  /// @throws CommandFailedException when the file lacks columns of the model, naming all of them
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

  /// Thrown for a field that cannot be read.
  static final class BadCellException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadCellException(String message) {
      super(message);
    }
  }

  int width() {
    return features.size();
  }

  /// Tells whether rows carry an id.
  boolean hasId() {
    return id >= 0;
  }

  String id(List<String> fields) {
    return fields.get(id);
  }

  /// Writes a row into `values`, starting at `offset`.
  ///
  /// @return number of values of no known category, which count as missing
  /// @throws BadCellException with column and value
  int read(List<String> fields, float[] values, int offset) {
    if (fields.size() != width) {
      throw new BadCellException(
          "%d fields where the header has %d".formatted(fields.size(), width));
    }
    int unknown = 0;
    for (int i = 0; i < positions.length; i++) {
      String text = fields.get(positions[i]).strip();
      if (text.indexOf('\uFFFD') >= 0) {
        throw new BadCellException("%s holds bytes that are not UTF-8".formatted(features.get(i)));
      }
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
    double number = CellText.number(text, decimal);
    float value = Double.isNaN(number) ? CellText.truth(text) : (float) number;
    if (Float.isNaN(value)) {
      throw new BadCellException("%s is no number: '%s'".formatted(feature, shortened(text)));
    }
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
