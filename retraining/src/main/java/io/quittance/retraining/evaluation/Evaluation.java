package io.quittance.retraining.evaluation;

import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.core.metric.ClassificationMetrics.Summary;
import io.quittance.core.metric.DeLong;
import io.quittance.core.model.Calibration;
import io.quittance.core.model.FlatForest;
import io.quittance.core.model.TreeEnsemble;
import io.quittance.retraining.dataset.AccountTimeSplit;
import io.quittance.retraining.dataset.LabelledRows;
import java.util.LinkedHashMap;
import java.util.Map;

/// A calibrated candidate and what it is worth on rows that are later than all it has seen and of
/// accounts it has not seen.
///
/// @param forest the trees with the calibration fitted on the calibration part
/// @param probabilities calibrated, on the evaluation rows
/// @param calibrationProbabilities calibrated, on the calibration rows
/// @param auc on the evaluation rows, with DeLong's 95 % interval
/// @param before metrics of the evaluation rows without calibration
/// @param after with it
@SuppressWarnings("ArrayRecordComponent")
public record Evaluation(
    FlatForest forest,
    double[] probabilities,
    double[] calibrationProbabilities,
    DeLong.Auc auc,
    Summary before,
    Summary after) {

  /// Calibrates on the middle part, then measures on the last.
  public static Evaluation of(TreeEnsemble ensemble, AccountTimeSplit split) {
    FlatForest plain = FlatForest.compile(ensemble, Calibration.IDENTITY);
    LabelledRows middle = split.calibration();
    double[] middleMargins = Scoring.margins(plain, middle.values(), middle.size());
    Calibration calibration = Calibration.fitLogistic(middleMargins, middle.labels());
    LabelledRows last = split.evaluation();
    double[] margins = Scoring.margins(plain, last.values(), last.size());
    double[] probabilities = Scoring.probabilities(margins, calibration);
    return new Evaluation(
        FlatForest.compile(ensemble, calibration),
        probabilities,
        Scoring.probabilities(middleMargins, calibration),
        DeLong.auc(probabilities, last.labels()),
        ClassificationMetrics.summary(
            Scoring.probabilities(margins, Calibration.IDENTITY), last.labels()),
        ClassificationMetrics.summary(probabilities, last.labels()));
  }

  /// The figures that the manifest and the registry keep, by stable names.
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
