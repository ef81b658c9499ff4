package io.quittance.retraining.report;

import io.quittance.core.metric.RankingFigures.AtThreshold;
import io.quittance.core.metric.RankingFigures.Metric;
import io.quittance.retraining.evaluation.MetricWords;

/// Short names of figures, for tiles and heads of columns.
final class Words {

  private Words() {}

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
