package io.quittance.laboratory.quality;

import io.quittance.laboratory.quality.QualityFinding.Severity;
import java.util.List;
import java.util.Set;

/// Lets a training run continue, or fails it with its reasons: every error that is not tolerated.
///
/// @param tolerated rules, or rules in one column such as `DQ10:duration`
public record QualityGate(Set<String> tolerated) {

  /// A gate that tolerates no errors.
  public static final QualityGate STRICT = new QualityGate(Set.of());

  public QualityGate {
    tolerated = Set.copyOf(tolerated);
  }

  /// Whether the run may continue.
  ///
  /// @param reasons empty when the gate passed
  public record Verdict(boolean passed, List<String> reasons) {}

  public Verdict check(DataQuality report) {
    List<String> reasons =
        report.findings().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .filter(finding -> !tolerated.contains(finding.rule()))
            .filter(finding -> !tolerated.contains(finding.key()))
            .map(QualityFinding::sentence)
            .toList();
    return new Verdict(reasons.isEmpty(), reasons);
  }
}
