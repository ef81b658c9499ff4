package io.quittance.laboratory.infer;

import io.quittance.laboratory.table.CellText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What is seen of one column while a schema is drafted. Bounded: of a column with many values only
/// the count is kept.
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

  /// Words that stand for no value.
  Set<String> markers() {
    return markers;
  }

  boolean numeric(char decimal) {
    return present() > 0 && (decimal == '.' ? points : commas) == present();
  }

  /// Numbers with a decimal comma and none with a point.
  boolean onlyCommas() {
    return present() > 0 && commas == present() && points < present();
  }

  /// Whether every value is a number and some hold a decimal point.
  boolean decimalPoints() {
    return present() > 0 && points == present() && whole < present();
  }

  boolean integers() {
    return present() > 0 && whole == present();
  }

  /// A pair of words for true and false.
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

  /// Whether no value occurs twice.
  boolean unique() {
    return unique && present() == rows;
  }

  /// Numbers that go up by one from row to row.
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

  /// The most frequent first, equally frequent ones sorted.
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
