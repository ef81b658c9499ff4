package io.quittance.feedback.trigger;

import io.quittance.core.event.RetrainingRequested.Cause;
import java.time.Instant;
import java.util.List;

/// The decision of the trigger policy, with its reasons in sentences.
sealed interface TriggerResult {

  List<String> explanation();

  /// Ask for a model.
  ///
  /// @param from first decision to learn from, inclusive
  /// @param to end of them, exclusive
  /// @param labels mature labels in between
  record Fire(Cause cause, Instant from, Instant to, long labels, List<String> explanation)
      implements TriggerResult {}

  /// There is a cause, but something is still missing.
  record Wait(List<String> explanation) implements TriggerResult {}

  /// There is no cause.
  record Nothing(List<String> explanation) implements TriggerResult {}
}
