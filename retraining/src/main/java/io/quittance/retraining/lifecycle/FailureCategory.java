package io.quittance.retraining.lifecycle;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.text.WireNames;

/// Reason why a job ended without a version.
public enum FailureCategory {
  /// The data set is malformed, or has too few rows or labels. Wait for more labels.
  BAD_DATA,
  /// Feedback, the registry or the token issuer could not be reached in any attempt.
  UNREACHABLE,
  /// One of them refused the request.
  REFUSED,
  /// The exported model computes other results than the trained one.
  EXPORT,
  /// The training library failed.
  TRAINING,
  /// Its process ended in the middle of several attempts: killed, out of memory, or by a fault in a
  /// native library.
  CRASHED,
  /// A file of the job could not be written or read in any attempt.
  STORAGE,
  /// This service has a defect.
  INTERNAL;

  /// Returns whether the same request may succeed another time, without anything being changed.
  public boolean isTemporary() {
    return switch (this) {
      case UNREACHABLE, STORAGE -> true;
      case BAD_DATA, REFUSED, EXPORT, TRAINING, CRASHED, INTERNAL -> false;
    };
  }

  /// Returns the name in JSON.
  @JsonValue
  public String wireName() {
    return WireNames.of(this);
  }
}
