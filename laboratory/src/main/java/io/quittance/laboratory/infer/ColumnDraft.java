package io.quittance.laboratory.infer;

import io.quittance.laboratory.table.schema.CellText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Collects what is observed in one column while a schema is drafted. Memory is bounded: for a
/// column with many values, only the count is kept.
final class ColumnDraft {

  static final int MOST_VALUES = 4_096;
  private static final int MOST_UNIQUE = 1_000_000;
  private static final Set<String> MARKERS =
      Set.of(
          "NA", "N/A", "n/a", "#N/A", "NULL", "null", "NaN", "nan", "None", "none", "?", "NaT",
          "\\N");

  private final String name;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> markers = new TreeSet<>();
  private final Set<Integer> firstSeen = new HashSet<>();
  private boolean unique = true;
  private boolean many;
  private boolean counting = true;
  private boolean falls;
  private long rows;
  private long missing;
  private long points;
  private long commas;
  private long whole;
  private long truths;
  private long times;
  private double before = Double.NaN;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  ColumnDraft(String name) {
    this.name = name;
  }

  void accept(String cell) {
    String text = cell.strip();
    rows++;
    if (text.isEmpty() || MARKERS.contains(text)) {
      missing++;
      if (!text.isEmpty()) {
        markers.add(text);
      }
      return;
    }
    if (!many) {
      counts.merge(text, 1, Integer::sum);
      many = counts.size() > MOST_VALUES;
    }
    if (unique && !(firstSeen.add(text.hashCode()) || counts.getOrDefault(text, 0) <= 1)) {
      unique = false;
      firstSeen.clear();
    }
    if (firstSeen.size() > MOST_UNIQUE) {
      firstSeen.clear();
    }
    number(text);
    truths += Float.isNaN(CellText.truth(text)) ? 0 : 1;
    times += times == rows - missing - 1 && CellText.micros(text).isPresent() ? 1 : 0;
  }

  private void number(String text) {
    double value = CellText.number(text, '.');
    if (!Double.isNaN(value)) {
      points++;
      whole += CellText.isWhole(text) ? 1 : 0;
    }
    double comma = CellText.number(text, ',');
    commas += Double.isNaN(comma) ? 0 : 1;
    double any = Double.isNaN(value) ? comma : value;
    if (!Double.isNaN(any)) {
      counting &= Double.isNaN(before) || any == before + 1;
      falls |= any < before;
      before = any;
      min = Math.min(min, any);
      max = Math.max(max, any);
    }
  }

  String name() {
    return name;
  }

  long present() {
    return rows - missing;
  }

  long missing() {
    return missing;
  }

  /// Returns the words that stand for a missing value.
  Set<String> markers() {
    return markers;
  }

  boolean numeric(char decimal) {
    return present() > 0 && (decimal == '.' ? points : commas) == present();
  }

  /// Returns whether the numbers use a decimal comma and never a decimal point.
  boolean onlyCommas() {
    return present() > 0 && commas == present() && points < present();
  }

  /// Returns whether every value is a number and some have a decimal point.
  boolean decimalPoints() {
    return present() > 0 && points == present() && whole < present();
  }

  boolean integers() {
    return present() > 0 && whole == present();
  }

  /// Returns whether the values are a pair of words for true and false.
  boolean truth() {
    return truths == present() && counts.size() == 2 && !many && pair();
  }

  private boolean pair() {
    float sum = 0;
    for (String word : counts.keySet()) {
      sum += CellText.truth(word);
    }
    return sum == 1;
  }

  boolean timestamps() {
    return present() > 0 && times == present();
  }

  boolean constant() {
    return !many && counts.size() <= 1;
  }

  /// Returns whether all values are distinct.
  boolean unique() {
    return unique && present() == rows;
  }

  /// Returns whether the values are numbers that increase by one from row to row.
  boolean counting() {
    return counting && unique();
  }

  boolean neverFalls() {
    return !falls && distinct() > 20;
  }

  boolean many() {
    return many;
  }

  int distinct() {
    return counts.size();
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  /// Returns the values, most frequent first; values with equal frequency are sorted.
  List<String> byFrequency() {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  int count(String value) {
    return counts.getOrDefault(value, 0);
  }
}
