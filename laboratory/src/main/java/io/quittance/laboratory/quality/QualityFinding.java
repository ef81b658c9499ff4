package io.quittance.laboratory.quality;

import java.util.SortedMap;

/// One finding of a quality rule.
///
/// @param rule `DQ01` and so on; see docs/reference/data-quality.md
/// @param column empty when the finding concerns the whole table
/// @param figures the measurements, by name
/// @param text what was found, as a sentence without a full stop
/// @param advice what to do, as a sentence without a full stop
public record QualityFinding(
    String rule,
    Severity severity,
    String column,
    SortedMap<String, Double> figures,
    String text,
    String advice) {

  /// The severity of a finding.
  public enum Severity {
    /// For information.
    NOTE,
    /// Needs attention.
    WARNING,
    /// A model trained on this data could not be trusted.
    ERROR
  }

  /// Returns what to pass to a gate to tolerate this finding: the rule, or the rule in one column
  /// as `DQ10:duration`.
  public String key() {
    return column.isEmpty() ? rule : rule + ":" + column;
  }

  /// Returns the rule, the column, the finding and the advice.
  public String sentence() {
    return (column.isEmpty() ? "" : column + ": ") + text + ". " + advice + ". [" + rule + "]";
  }
}
