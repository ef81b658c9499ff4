package io.quittance.retraining.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.text.WireNames;

/// Why a job has no version.
public enum FailureCategory {
  /// Too few rows or labels, or a file that is no data set. Wait for more labels.
  BAD_DATA,
  /// Feedback, registry or token issuer did not answer, and went on not answering.
  UNREACHABLE,
  /// One of them answered and said no.
  REFUSED,
  /// The exported model did not compute what the trained one did.
  EXPORT,
  /// The training library failed.
  TRAINING,
  /// A fault of this service.
  INTERNAL;

  /// The name in JSON.
  @JsonValue
  public String wireName() {
    return WireNames.of(this);
  }
}
