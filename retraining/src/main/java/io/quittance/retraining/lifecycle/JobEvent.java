package io.quittance.retraining.lifecycle;

import io.quittance.core.text.WireNames;

/// What can happen to a training job. [JobLifecycle] says what follows.
public enum JobEvent {
  /// A worker asks feedback for the data set: for the first time, or again because the file was
  /// lost.
  FETCH_STARTED,
  /// A worker trains on the stored data set: for the first time, after a restart, or because the
  /// champion changed during the comparison.
  TRAINING_STARTED,
  /// The model is trained and its evaluation begins.
  EVALUATION_STARTED,
  /// The evaluation is complete and the export begins.
  EXPORT_STARTED,
  /// Bundle and evidence are stored and go to the registry: for the first time or after a restart.
  REGISTRATION_STARTED,
  /// The registry accepted the version.
  VERSION_ACCEPTED,
  /// The registry's gate rejected the version.
  VERSION_REJECTED,
  /// An attempt failed for a reason that may pass; the job resumes later.
  POSTPONED,
  /// The job failed for good.
  FAILED;

  /// Returns the name for messages.
  String text() {
    return WireNames.of(this);
  }
}
