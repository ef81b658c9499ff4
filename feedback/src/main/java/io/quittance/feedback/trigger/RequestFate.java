package io.quittance.feedback.trigger;

/// What became of a retraining request, as far as the next one is concerned.
enum RequestFate {
  /// It is under way, gave a version, or failed for a reason that the same data would give again.
  COUNTS,
  /// It failed for a reason that may have passed: a service that was away, a disk that was full.
  FAILED_FOR_NOW,
  /// The retraining service did not say, or does not know the request yet.
  UNKNOWN
}
