package io.quittance.feedback.trigger;

import io.quittance.core.event.RetrainingRequested.Cause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The inputs of a trigger decision. All instants are event time.
///
/// @param at the watermark
/// @param matureTo decisions before it have their labels: watermark − horizon
/// @param labels the mature labels of the training window
/// @param champion null when there is none
/// @param drift null when the champion's window does not drift
/// @param realised the champion's latest mature labels, null when there are none
/// @param lastRequest null when retraining was never requested
record TriggerInputs(
    Instant at,
    Instant matureTo,
    LabelCount labels,
    @Nullable ServingModel champion,
    @Nullable DriftFound drift,
    @Nullable Realised realised,
    @Nullable LastRequest lastRequest) {

  /// Mature labels and when the oldest of their decisions was made.
  record LabelCount(long labels, long positives, @Nullable Instant oldest) {

    long smallerClass() {
      return Math.min(positives, labels - positives);
    }
  }

  /// @param auc on its own test rows, null when unknown
  /// @param trainedTo end of the decisions it was trained on
  record ServingModel(int version, @Nullable Double auc, Instant trainedTo) {}

  /// @param onset first day of the run of drifting evaluations
  /// @param since mature labels of decisions made since the onset
  /// @param strongest the features that drift most, each with its index, in words
  record DriftFound(Instant onset, LabelCount since, List<String> strongest) {}

  /// @param auc realised; `high` the upper bound of its 95 % interval
  record Realised(LabelCount labels, double auc, double high) {}

  /// @param fate what became of it
  record LastRequest(Instant at, Cause cause, RequestFate fate) {

    /// Returns whether it holds the next request back.
    boolean counts() {
      return fate != RequestFate.FAILED_FOR_NOW;
    }
  }
}
