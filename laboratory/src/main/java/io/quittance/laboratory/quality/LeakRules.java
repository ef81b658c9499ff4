package io.quittance.laboratory.quality;

import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.laboratory.quality.QualityFinding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Rules for features that know too much. DQ08: the feature alone has an AUC above 0.98. DQ09: the
/// feature alone has an AUC of at least 0.90. DQ10: the feature removes most of the ranking error
/// that all other features leave. DQ15: for one value of the feature, every row has the rarer
/// label.
///
/// DQ10 measures the ranking error (1 - AUC) of all other features together, and how much of it
/// disappears when the suspect feature is added. A legitimate feature removes little, because other
/// features know part of what it knows. A feature recorded after the outcome removes most of the
/// error. The comparison leaves out features that carry the same information as the suspect (the
/// correlation of their evidence is at least 0.95), so that a leak in two columns cannot hide
/// itself. It also leaves out features reported by DQ08. When the others rank poorly (AUC below
/// 0.6), or there are fewer than three, there is nothing to compare with, and the rule reports
/// nothing.
final class LeakRules {

  private static final int SAMPLE = 50_000;
  private static final int MODEL_SAMPLE = 20_000;
  private static final int MODEL_FEATURES = 40;
  private static final int SUSPECTS = 3;
  private static final double SUSPECT_AUC = 0.7;
  private static final double REST_AUC = 0.6;
  private static final int REST_FEATURES = 3;
  private static final double ALIKE = 0.95;
  private static final int PURE_ROWS = 50;
  private static final double PURE_CHANCE = 1e-9;

  private final QualityLimits limits;

  LeakRules(QualityLimits limits) {
    this.limits = limits;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Measured(String name, double[] evidence, double auc, int[] bins) {}

  void judge(List<QualityColumn> columns, boolean[] labels, List<QualityFinding> findings) {
    int[] rows = sample(labels.length, SAMPLE);
    boolean[] some = pick(labels, rows);
    List<Measured> measured = new ArrayList<>();
    for (QualityColumn column : columns) {
      int[] bins = WeightOfEvidence.bins(pick(column.values(), rows), column.isCategorical());
      double[] evidence = WeightOfEvidence.of(bins, some);
      double auc = ClassificationMetrics.auc(evidence, some);
      measured.add(new Measured(column.name(), evidence, auc, bins));
    }
    measured.removeIf(one -> Double.isNaN(one.auc()));
    measured.sort(Comparator.comparingDouble(Measured::auc).reversed());
    for (int at = 0; at < measured.size(); at++) {
      judge(measured, at, some, findings);
    }
  }

  private void judge(
      List<Measured> measured, int at, boolean[] labels, List<QualityFinding> findings) {
    Measured one = measured.get(at);
    if (one.auc() > limits.leakAuc()) {
      findings.add(
          Findings.of(
              "DQ08",
              Severity.ERROR,
              one.name(),
              figure("alone it reaches an AUC of %.3f", one.auc()),
              "It is derived from the outcome or is a copy of it: ignore it",
              "auc",
              one.auc()));
    } else if (!beyondAllOthers(measured, at, labels, findings)) {
      if (one.auc() >= limits.strongAuc()) {
        findings.add(
            Findings.of(
                "DQ09",
                Severity.WARNING,
                one.name(),
                figure("alone it reaches an AUC of %.3f", one.auc()),
                "Make sure that it is known when the prediction is made",
                "auc",
                one.auc()));
      } else {
        pure(one, labels, findings);
      }
    }
  }

  private boolean beyondAllOthers(
      List<Measured> measured, int at, boolean[] labels, List<QualityFinding> findings) {
    Measured one = measured.get(at);
    if (at >= SUSPECTS || one.auc() < SUSPECT_AUC) {
      return false;
    }
    List<Measured> strongest = measured.subList(0, Math.min(MODEL_FEATURES, measured.size()));
    List<Measured> others =
        strongest.stream()
            .filter(other -> !other.name().equals(one.name()) && other.auc() <= limits.leakAuc())
            .filter(other -> correlation(one.evidence(), other.evidence()) < ALIKE)
            .toList();
    if (others.size() < REST_FEATURES) {
      return false;
    }
    int[] rows = sample(labels.length, MODEL_SAMPLE);
    boolean[] some = pick(labels, rows);
    double without = EvidenceModel.auc(matrix(others, rows), some);
    List<Measured> together = new ArrayList<>(others);
    together.add(one);
    double with = EvidenceModel.auc(matrix(together, rows), some);
    double share = without < 1 ? (with - without) / (1 - without) : 0;
    if (without < REST_AUC || share <= limits.gainShare()) {
      return false;
    }
    findings.add(
        Findings.of(
            "DQ10",
            Severity.ERROR,
            one.name(),
            String.format(
                Locale.ROOT,
                "with it a simple model reaches an AUC of %.3f, without it %.3f: it alone removes"
                    + " %.0f %% of the ranking error that all other features leave",
                with,
                without,
                100 * share),
            "It is probably known only after the outcome: ignore it, or accept it if it is not",
            "auc",
            one.auc(),
            "aucWith",
            with,
            "aucWithout",
            without,
            "gainShare",
            share));
    return true;
  }

  /// Finds a bin in which every row has the label that is rarer overall.
  private static void pure(Measured one, boolean[] labels, List<QualityFinding> findings) {
    int width = IntStream.of(one.bins()).max().orElse(0) + 1;
    int[][] counts = new int[width][2];
    int positives = 0;
    for (int i = 0; i < labels.length; i++) {
      counts[one.bins()[i]][labels[i] ? 1 : 0]++;
      positives += labels[i] ? 1 : 0;
    }
    int rarer = 2 * positives <= labels.length ? 1 : 0;
    double rate = (double) Math.min(positives, labels.length - positives) / labels.length;
    int rows = 0;
    for (int[] count : counts) {
      boolean pure =
          count[1 - rarer] == 0
              && count[rarer] >= PURE_ROWS
              && count[rarer] * Math.log(rate) < Math.log(PURE_CHANCE);
      rows += pure ? count[rarer] : 0;
    }
    if (rows > 0) {
      findings.add(
          Findings.of(
              "DQ15",
              Severity.WARNING,
              one.name(),
              String.format(
                  Locale.ROOT,
                  "%,d rows share values at which every row has the rarer label",
                  rows),
              "It may be a consequence of the outcome: make sure that it is known beforehand",
              "rows",
              rows));
    }
  }

  private static double[][] matrix(List<Measured> features, int[] rows) {
    double[][] matrix = new double[features.size()][rows.length];
    for (int j = 0; j < matrix.length; j++) {
      for (int i = 0; i < rows.length; i++) {
        matrix[j][i] = features.get(j).evidence()[rows[i]];
      }
    }
    return matrix;
  }

  private static double correlation(double[] a, double[] b) {
    double sumA = 0;
    double sumB = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (int i = 0; i < a.length; i++) {
      sumA += a[i];
      sumB += b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
      ab += a[i] * b[i];
    }
    int n = a.length;
    double spread = (aa - sumA * sumA / n) * (bb - sumB * sumB / n);
    return spread <= 0 ? 0 : (ab - sumA * sumB / n) / Math.sqrt(spread);
  }

  /// Returns at most the given number of rows, evenly spaced.
  private static int[] sample(int rows, int most) {
    int taken = Math.min(rows, most);
    return IntStream.range(0, taken).map(i -> (int) ((long) i * rows / taken)).toArray();
  }

  private static boolean[] pick(boolean[] all, int[] rows) {
    boolean[] some = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      some[i] = all[rows[i]];
    }
    return some;
  }

  private static float[] pick(float[] all, int[] rows) {
    float[] some = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      some[i] = all[rows[i]];
    }
    return some;
  }

  private static String figure(String text, double value) {
    return String.format(Locale.ROOT, text, value);
  }
}
