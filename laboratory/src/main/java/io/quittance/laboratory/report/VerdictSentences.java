package io.quittance.laboratory.report;

import io.quittance.laboratory.evaluation.MetricWords;
import io.quittance.laboratory.metric.RankingFigures.AtThreshold;
import io.quittance.laboratory.metric.RankingFigures.Metric;

/// Short names of figures, for tiles and column headings.
final class VerdictSentences {

  private VerdictSentences() {}

  static String of(Metric metric) {
    return switch (metric) {
      case PR_AUC -> "PR-AUC";
      case CALIBRATION_ERROR -> "Calibration error";
      case AUC, GINI, KS, LOG_LOSS, BRIER, MEAN_PREDICTION, POSITIVE_RATE -> MetricWords.of(metric);
    };
  }

  static String of(AtThreshold figure) {
    return MetricWords.of(figure);
  }
}
