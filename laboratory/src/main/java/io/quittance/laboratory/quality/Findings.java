package io.quittance.laboratory.quality;

import io.quittance.laboratory.quality.QualityFinding.Severity;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// Creates findings.
final class Findings {

  private Findings() {}

  /// @param figures alternating names and values
  static QualityFinding of(
      String rule,
      Severity severity,
      String column,
      String text,
      String advice,
      Object... figures) {
    SortedMap<String, Double> named = new TreeMap<>();
    for (int i = 0; i < figures.length; i += 2) {
      named.put(figures[i].toString(), ((Number) figures[i + 1]).doubleValue());
    }
    return new QualityFinding(
        rule, severity, column, Collections.unmodifiableSortedMap(named), text, advice);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
