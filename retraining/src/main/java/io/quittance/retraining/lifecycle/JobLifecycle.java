package io.quittance.retraining.lifecycle;

import static io.quittance.retraining.lifecycle.JobState.DONE;
import static io.quittance.retraining.lifecycle.JobState.EVALUATING;
import static io.quittance.retraining.lifecycle.JobState.EXPORTING;
import static io.quittance.retraining.lifecycle.JobState.FAILED;
import static io.quittance.retraining.lifecycle.JobState.FETCHING;
import static io.quittance.retraining.lifecycle.JobState.QUEUED;
import static io.quittance.retraining.lifecycle.JobState.REGISTERING;
import static io.quittance.retraining.lifecycle.JobState.REJECTED;
import static io.quittance.retraining.lifecycle.JobState.TRAINING;

import java.util.Optional;

/// Defines the life of a training job: `queued → fetching → training → evaluating → exporting →
/// registering → done`, or `rejected`, or `failed`.
///
/// Guarantees: nothing leaves a final state; a job ends with a version only from `registering`; a
/// job that was interrupted returns to `fetching` or `training`, never further forward than it was.
public final class JobLifecycle {

  private JobLifecycle() {}

  /// Returns the state after the event, empty when the event is refused in this state.
  public static Optional<JobState> next(JobState state, JobEvent event) {
    return switch (event) {
      case FETCH_STARTED -> only(!state.isFinal(), FETCHING);
      case TRAINING_STARTED -> only(!state.isFinal() && state != QUEUED, TRAINING);
      case EVALUATION_STARTED -> only(state == TRAINING, EVALUATING);
      case EXPORT_STARTED -> only(state == EVALUATING, EXPORTING);
      case REGISTRATION_STARTED -> only(state == EXPORTING || state == REGISTERING, REGISTERING);
      case VERSION_ACCEPTED -> only(state == REGISTERING, DONE);
      case VERSION_REJECTED -> only(state == REGISTERING, REJECTED);
      case POSTPONED -> only(!state.isFinal(), state);
      case FAILED -> only(!state.isFinal(), FAILED);
    };
  }

  private static Optional<JobState> only(boolean allowed, JobState next) {
    return allowed ? Optional.of(next) : Optional.empty();
  }
}
