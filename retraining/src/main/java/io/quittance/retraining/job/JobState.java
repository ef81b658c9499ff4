package io.quittance.retraining.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.text.WireNames;

/// Where a job is, in the order of its life.
public enum JobState {
  QUEUED,
  FETCHING,
  TRAINING,
  EVALUATING,
  EXPORTING,
  REGISTERING,
  /// A version is registered and passed the gate.
  DONE,
  /// A version is registered and the gate rejected it.
  REJECTED,
  /// There is no version; the job says why.
  FAILED;

  /// Whether nothing more happens.
  public boolean isFinal() {
    return switch (this) {
      case DONE, REJECTED, FAILED -> true;
      case QUEUED, FETCHING, TRAINING, EVALUATING, EXPORTING, REGISTERING -> false;
    };
  }

  /// The name in JSON and on metrics.
  @JsonValue
  public String wireName() {
    return WireNames.of(this);
  }
}
