package io.quittance.retraining.lifecycle;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.text.WireNames;

/// State of a job, in the order of its life. [JobLifecycle] defines the transitions.
public enum JobState {
  QUEUED,
  FETCHING,
  TRAINING,
  EVALUATING,
  EXPORTING,
  REGISTERING,
  /// A version is registered and the gate accepted it.
  DONE,
  /// A version is registered and the gate rejected it.
  REJECTED,
  /// The job ended without a version; it records why.
  FAILED;

  /// Returns whether the job is over.
  public boolean isFinal() {
    return switch (this) {
      case DONE, REJECTED, FAILED -> true;
      case QUEUED, FETCHING, TRAINING, EVALUATING, EXPORTING, REGISTERING -> false;
    };
  }

  /// Returns the name in JSON and metrics.
  @JsonValue
  public String wireName() {
    return WireNames.of(this);
  }
}
