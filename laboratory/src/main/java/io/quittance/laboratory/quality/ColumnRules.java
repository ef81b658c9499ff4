package io.quittance.laboratory.quality;

import static io.quittance.laboratory.quality.Findings.percent;

import io.quittance.laboratory.quality.QualityFinding.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Rules that check one column without its labels: DQ04 and DQ05 missing values, DQ06 constant,
/// DQ11 unseen categories, DQ12 too many categories, DQ13 infinite values, DQ14 out of range.
final class ColumnRules {

  private final QualityLimits limits;

  ColumnRules(QualityLimits limits) {
    this.limits = limits;
  }

  /// @param baseline null when there is none
  void judge(
      QualityColumn column, @Nullable QualityBaseline baseline, List<QualityFinding> findings) {
    String name = column.name();
    Seen seen = Seen.of(column);
    double missing = QualityBaseline.missingShare(column.values());
    double rise = baseline == null ? 0 : missing - baseline.missingShare();
    if (baseline != null && rise >= limits.missingRise() / 2) {
      findings.add(
          Findings.of(
              "DQ05",
              rise >= limits.missingRise() ? Severity.ERROR : Severity.WARNING,
              name,
              percent(missing)
                  + " of the values are missing; the reference had "
                  + percent(baseline.missingShare()),
              "Find out what broke at the source before training on it",
              "missing",
              missing,
              "reference",
              baseline.missingShare()));
    } else if (missing > limits.missing()) {
      findings.add(
          Findings.of(
              "DQ04",
              Severity.WARNING,
              name,
              missing == 1 ? "it has no values" : percent(missing) + " of the values are missing",
              missing == 1 ? "Ignore the column" : "Find out whether a missing value has a meaning",
              "missing",
              missing));
    }
    if (seen.constant() && missing < 1) {
      findings.add(
          Findings.of(
              "DQ06",
              missing == 0 ? Severity.WARNING : Severity.NOTE,
              name,
              missing == 0 ? "it has only one value" : "it has one value or is missing",
              "Ignore the column",
              "missing",
              missing));
    }
    if (seen.infinite() > 0) {
      findings.add(
          Findings.of(
              "DQ13",
              Severity.ERROR,
              name,
              String.format(Locale.ROOT, "%,d values are infinite", seen.infinite()),
              "Correct the division or overflow that caused them",
              "rows",
              seen.infinite()));
    }
    if (seen.outside() > 0) {
      findings.add(
          Findings.of(
              "DQ14",
              Severity.WARNING,
              name,
              String.format(
                  Locale.ROOT,
                  "%,d values lie outside [%s, %s]",
                  seen.outside(),
                  column.min(),
                  column.max()),
              "Correct the values or the range",
              "rows",
              seen.outside()));
    }
    if (column.categories().size() > limits.categories()) {
      findings.add(
          Findings.of(
              "DQ12",
              Severity.WARNING,
              name,
              column.categories().size() + " categories",
              "Group the rare ones, which have only a few rows each",
              "categories",
              column.categories().size()));
    }
    if (baseline != null && !baseline.categories().isEmpty() && column.isCategorical()) {
      unseen(column, baseline, findings);
    }
  }

  private void unseen(
      QualityColumn column, QualityBaseline baseline, List<QualityFinding> findings) {
    Set<String> known = new HashSet<>(baseline.categories());
    Set<String> words = new TreeSet<>();
    int rows = 0;
    for (float value : column.values()) {
      int code = Float.isNaN(value) ? -1 : (int) value;
      if (code >= 0 && code < column.categories().size()) {
        String word = column.categories().get(code);
        if (!known.contains(word)) {
          rows++;
          words.add(word);
        }
      }
    }
    if (rows > 0) {
      double share = (double) rows / column.values().length;
      findings.add(
          Findings.of(
              "DQ11",
              share > limits.unseen() ? Severity.ERROR : Severity.WARNING,
              column.name(),
              String.format(
                  Locale.ROOT,
                  "%,d rows (%s) are in categories that the reference lacks: %s",
                  rows,
                  percent(share),
                  String.join(", ", words.stream().limit(5).toList())),
              "Check their spelling; a model treats them as missing",
              "rows",
              rows,
              "share",
              share));
    }
  }

  /// What one pass over the values finds.
  private record Seen(boolean constant, int infinite, int outside) {

    static Seen of(QualityColumn column) {
      float first = Float.NaN;
      boolean varies = false;
      int infinite = 0;
      int outside = 0;
      for (float value : column.values()) {
        if (Float.isNaN(value)) {
          continue;
        }
        varies |= !Float.isNaN(first) && value != first;
        first = Float.isNaN(first) ? value : first;
        infinite += Float.isInfinite(value) ? 1 : 0;
        outside += value < column.min() || value > column.max() ? 1 : 0;
      }
      return new Seen(!varies, infinite, outside);
    }
  }
}
