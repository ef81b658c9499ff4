package io.quittance.laboratory.evaluation;

import io.quittance.laboratory.metric.PairedComparison;
import io.quittance.laboratory.metric.RankingFigures.AtThreshold;
import io.quittance.laboratory.metric.RankingFigures.Metric;
import io.quittance.laboratory.metric.Slice;

/// The display names of figures and verdicts in model cards and reports.
public final class MetricWords {

  private MetricWords() {}

  public static String of(Metric metric) {
    return switch (metric) {
      case AUC -> "AUC";
      case PR_AUC -> "PR-AUC (average precision)";
      case GINI -> "Gini";
      case KS -> "Kolmogorov-Smirnov";
      case LOG_LOSS -> "Log loss";
      case BRIER -> "Brier score";
      case CALIBRATION_ERROR -> "Expected calibration error";
      case MEAN_PREDICTION -> "Mean prediction";
      case POSITIVE_RATE -> "Observed share of positives";
    };
  }

  public static String of(AtThreshold figure) {
    return switch (figure) {
      case FLAGGED -> "Flagged";
      case PRECISION -> "Precision";
      case RECALL -> "Recall";
      case SPECIFICITY -> "Specificity";
      case F1 -> "F1";
      case MATTHEWS -> "Matthews";
    };
  }

  public static String of(Slice.Verdict verdict) {
    return switch (verdict) {
      case IN_LINE -> "in line";
      case TOO_LOW -> "predicted too low";
      case TOO_HIGH -> "predicted too high";
      case TOO_SMALL -> "too small to judge";
    };
  }

  public static String of(PairedComparison.Verdict verdict) {
    return switch (verdict) {
      case BETTER -> "Better";
      case WORSE -> "Worse";
      case UNDECIDED -> "Undecided";
    };
  }
}
