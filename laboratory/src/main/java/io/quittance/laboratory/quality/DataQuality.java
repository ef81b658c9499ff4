package io.quittance.laboratory.quality;

import io.quittance.laboratory.quality.QualityFinding.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The result of applying the quality rules to labelled rows: the findings and a score.
///
/// The score is `100 - 25 × errors - 5 × warnings - 1 × notes`, at least 0. At most four findings
/// of each rule count.
///
/// @param score 0..100
/// @param findings errors first, then by rule and column
public record DataQuality(
    long rows, long positives, int columns, int score, List<QualityFinding> findings) {

  private static final int ALIKE = 4;

  public DataQuality {
    findings = List.copyOf(findings);
  }

  /// Applies all rules. This is a pure function; the order of the rows only affects which rows are
  /// sampled. It takes about a second for 50,000 rows with 30 columns.
  ///
  /// @param labels one per row
  /// @param baseline of trusted data, by column; may be empty
  /// @throws IllegalArgumentException when a column has a different number of values than there are
  ///   labels
  public static DataQuality of(
      List<QualityColumn> columns,
      boolean[] labels,
      List<QualityBaseline> baseline,
      QualityLimits limits) {
    for (QualityColumn column : columns) {
      if (column.values().length != labels.length) {
        throw new IllegalArgumentException("column " + column.name() + " has a different length");
      }
    }
    Map<String, QualityBaseline> known = new HashMap<>();
    baseline.forEach(one -> known.put(one.name(), one));
    List<QualityFinding> findings = new ArrayList<>();
    new TableRules(limits).judge(columns, labels, findings);
    ColumnRules rules = new ColumnRules(limits);
    columns.forEach(column -> rules.judge(column, known.get(column.name()), findings));
    new LeakRules(limits).judge(columns, labels, findings);
    List<QualityFinding> ordered = findings.stream().sorted(DataQuality::order).toList();
    long positives = 0;
    for (boolean label : labels) {
      positives += label ? 1 : 0;
    }
    return new DataQuality(labels.length, positives, columns.size(), score(ordered), ordered);
  }

  private static int order(QualityFinding a, QualityFinding b) {
    int bySeverity = b.severity().compareTo(a.severity());
    int byRule = bySeverity != 0 ? bySeverity : a.rule().compareTo(b.rule());
    return byRule != 0 ? byRule : a.column().compareTo(b.column());
  }

  static int score(List<QualityFinding> findings) {
    Map<String, Integer> counts = new HashMap<>();
    int lost = 0;
    for (QualityFinding finding : findings) {
      if (counts.merge(finding.rule(), 1, Integer::sum) <= ALIKE) {
        lost +=
            switch (finding.severity()) {
              case ERROR -> 25;
              case WARNING -> 5;
              case NOTE -> 1;
            };
      }
    }
    return Math.max(0, 100 - lost);
  }

  /// Returns the findings of one rule.
  public List<QualityFinding> findings(String rule) {
    return findings.stream().filter(finding -> finding.rule().equals(rule)).toList();
  }

  /// Returns the report as sentences: the score, then each finding.
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        String.format(
            Locale.ROOT,
            "Data quality %d of 100: %d errors, %d warnings, %d notes in %d columns of %,d rows.",
            score,
            count(Severity.ERROR),
            count(Severity.WARNING),
            count(Severity.NOTE),
            columns,
            rows));
    findings.forEach(finding -> sentences.add(finding.sentence()));
    return sentences;
  }

  private long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }
}
