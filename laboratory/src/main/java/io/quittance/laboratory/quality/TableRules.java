package io.quittance.laboratory.quality;

import static io.quittance.laboratory.quality.Findings.percent;

import io.quittance.laboratory.quality.QualityFinding.Severity;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Rules that check all columns together: DQ01 number of rows, DQ02 and DQ03 classes, DQ07 repeated
/// rows.
final class TableRules {

  private static final double RARE = 0.01;

  private final QualityLimits limits;

  TableRules(QualityLimits limits) {
    this.limits = limits;
  }

  void judge(List<QualityColumn> columns, boolean[] labels, List<QualityFinding> findings) {
    int rows = labels.length;
    int positives = 0;
    for (boolean label : labels) {
      positives += label ? 1 : 0;
    }
    int rarer = Math.min(positives, rows - positives);
    if (rows < limits.minRows()) {
      findings.add(
          Findings.of(
              "DQ01",
              Severity.ERROR,
              "",
              String.format(Locale.ROOT, "%d rows; training needs %d", rows, limits.minRows()),
              "Collect more",
              "rows",
              rows));
    }
    if (rarer < limits.minOfEachClass()) {
      findings.add(
          Findings.of(
              "DQ02",
              Severity.ERROR,
              "",
              String.format(
                  Locale.ROOT,
                  "%d positive and %d negative rows; training needs %d of each",
                  positives,
                  rows - positives,
                  limits.minOfEachClass()),
              "Collect more of the rarer class",
              "positives",
              positives,
              "negatives",
              rows - positives));
    }
    double share = rows == 0 ? 0 : (double) rarer / rows;
    if (rarer > 0 && share < limits.imbalanced()) {
      findings.add(
          Findings.of(
              "DQ03",
              share < RARE ? Severity.WARNING : Severity.NOTE,
              "",
              "the rarer class is " + percent(share) + " of the rows",
              "Also judge the model by PR-AUC and calibration",
              "share",
              share));
    }
    repeated(columns, labels, findings);
  }

  private void repeated(
      List<QualityColumn> columns, boolean[] labels, List<QualityFinding> findings) {
    Map<Long, Integer> first = new HashMap<>();
    int repeats = 0;
    for (int i = 0; i < labels.length; i++) {
      Integer before = first.putIfAbsent(hash(columns, labels, i), i);
      if (before != null && equal(columns, labels, before, i)) {
        repeats++;
      }
    }
    if (repeats > 0) {
      double share = (double) repeats / labels.length;
      findings.add(
          Findings.of(
              "DQ07",
              share > limits.duplicates() ? Severity.WARNING : Severity.NOTE,
              "",
              String.format(
                  Locale.ROOT, "%,d rows (%s) repeat an earlier one", repeats, percent(share)),
              "If one event was exported twice, remove the copy: it makes the test look too good",
              "rows",
              repeats,
              "share",
              share));
    }
  }

  private static long hash(List<QualityColumn> columns, boolean[] labels, int row) {
    long hash = labels[row] ? 1231 : 1237;
    for (QualityColumn column : columns) {
      hash = (hash ^ Float.floatToIntBits(column.values()[row])) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  private static boolean equal(List<QualityColumn> columns, boolean[] labels, int a, int b) {
    return labels[a] == labels[b]
        && columns.stream()
            .allMatch(c -> Arrays.equals(c.values(), a, a + 1, c.values(), b, b + 1));
  }
}
