package io.quittance.laboratory.quality;

import java.util.SortedMap;

/// One thing that a rule found.
///
/// @param rule `DQ01` and so on; see docs/reference/data-quality.md
/// @param column empty when the table as a whole is meant
/// @param figures what was measured, by name
/// @param text what was found, a sentence without its full stop
/// @param advice what to do, a sentence without its full stop
public record QualityFinding(
    String rule,
    Severity severity,
    String column,
    SortedMap<String, Double> figures,
    String text,
    String advice) {

  /// How bad it is.
  public enum Severity {
    /// To be known.
    NOTE,
    /// To be looked at.
    WARNING,
    /// A model trained on it would not be worth trusting.
    ERROR
  }

  /// What a gate is told to tolerate: the rule, or the rule in one column as `DQ10:duration`.
  public String key() {
    return column.isEmpty() ? rule : rule + ":" + column;
  }

  /// Rule, column, what and advice.
  public String sentence() {
    return (column.isEmpty() ? "" : column + ": ") + text + ". " + advice + ". [" + rule + "]";
  }
}
