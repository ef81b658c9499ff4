package io.quittance.laboratory.evaluation;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.core.metric.ClassificationMetrics.Summary;
import io.quittance.core.metric.DeLong;
import java.util.LinkedHashMap;
import java.util.Map;

/// The quality of a calibrated candidate on rows that are later than all rows it has seen and
/// belong to accounts it has not seen.
///
/// @param probabilities calibrated probabilities
/// @param uncalibrated the logistic function of the margins
/// @param auc with DeLong's 95 % interval
/// @param before metrics without calibration
/// @param after metrics with calibration
@SuppressWarnings("ArrayRecordComponent")
public record Evaluation(
    double[] probabilities, double[] uncalibrated, DeLong.Auc auc, Summary before, Summary after) {

  /// Evaluates a candidate.
  ///
  /// @param margins of the evaluation rows
  /// @param labels of the same rows
  public static Evaluation of(double[] margins, boolean[] labels, Calibration calibration) {
    double[] probabilities = Scoring.probabilities(margins, calibration);
    double[] uncalibrated = Scoring.probabilities(margins, Calibration.IDENTITY);
    return new Evaluation(
        probabilities,
        uncalibrated,
        DeLong.auc(probabilities, labels),
        ClassificationMetrics.summary(uncalibrated, labels),
        ClassificationMetrics.summary(probabilities, labels));
  }

  /// Returns the figures that the manifest and the registry store, by stable name.
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("auc", auc.auc());
    metrics.put("auc_low", auc.lower());
    metrics.put("auc_high", auc.upper());
    metrics.put("log_loss", after.logLoss());
    metrics.put("log_loss_uncalibrated", before.logLoss());
    metrics.put("brier", after.brier());
    metrics.put("ks", after.ks());
    metrics.put("calibration_error", after.calibrationError());
    metrics.put("calibration_error_uncalibrated", before.calibrationError());
    metrics.put("mean_prediction", after.meanPrediction());
    metrics.put("positive_rate", after.positiveRate());
    metrics.put("evaluation_rows", (double) after.rows());
    metrics.put("evaluation_positives", (double) after.positives());
    return metrics;
  }
}
