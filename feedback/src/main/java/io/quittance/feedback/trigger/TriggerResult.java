package io.quittance.feedback.trigger;

import io.quittance.core.event.RetrainingRequested.Cause;
import java.time.Instant;
import java.util.List;

/// The decision of the trigger policy, with its reasons in sentences.
sealed interface TriggerResult {

  List<String> explanation();

  /// Retraining is requested.
  ///
  /// @param from start of the decisions to train on, inclusive
  /// @param to end of the decisions to train on, exclusive
  /// @param labels mature labels in that period
  record Fire(Cause cause, Instant from, Instant to, long labels, List<String> explanation)
      implements TriggerResult {}

  /// There is a cause, but a precondition is not met yet.
  record Wait(List<String> explanation) implements TriggerResult {}

  /// There is no cause.
  record Nothing(List<String> explanation) implements TriggerResult {}
}
