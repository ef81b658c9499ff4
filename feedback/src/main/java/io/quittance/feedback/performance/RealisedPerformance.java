package io.quittance.feedback.performance;

import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.core.metric.DeLong;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The realised performance of one model version's served probabilities, on mature labels.
///
/// @param labels how many, at most the newest 50,000
/// @param auc null with one class only; `aucLow` and `aucHigh` bound its 95 % interval (DeLong)
/// @param logLoss natural logarithm
/// @param calibrationError expected calibration error over ten bins of equal count
/// @param truncated whether older labels of the period were left out
public record RealisedPerformance(
    int version,
    long labels,
    long positives,
    double baseRate,
    double meanPrediction,
    @Nullable Double auc,
    @Nullable Double aucLow,
    @Nullable Double aucHigh,
    double logLoss,
    double brier,
    double calibrationError,
    Instant oldest,
    Instant newest,
    boolean truncated) {

  static RealisedPerformance of(int version, ServedLabels served) {
    double[] probabilities = served.probabilities();
    boolean[] labels = served.labels();
    ClassificationMetrics.Summary summary = ClassificationMetrics.summary(probabilities, labels);
    boolean both = summary.positives() > 0 && summary.positives() < summary.rows();
    DeLong.@Nullable Auc auc = both ? DeLong.auc(probabilities, labels) : null;
    return new RealisedPerformance(
        version,
        summary.rows(),
        summary.positives(),
        summary.positiveRate(),
        summary.meanPrediction(),
        auc == null ? null : auc.auc(),
        auc == null ? null : auc.lower(),
        auc == null ? null : auc.upper(),
        summary.logLoss(),
        summary.brier(),
        summary.calibrationError(),
        served.oldest(),
        served.newest(),
        served.truncated());
  }

  /// Returns the number of rows of the smaller class.
  public long smallerClass() {
    return Math.min(positives, labels - positives);
  }
}
