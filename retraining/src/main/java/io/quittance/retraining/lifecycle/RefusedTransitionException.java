package io.quittance.retraining.lifecycle;

import java.util.UUID;

/// An event that [JobLifecycle] refuses in the state the job is in. The job is unchanged. Usually
/// another process moved the job on after this one lost the worker's lease.
public final class RefusedTransitionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RefusedTransitionException(UUID job, JobState state, JobEvent event) {
    super(
        "job "
            + job
            + " is "
            + state.wireName()
            + ", where "
            + event.text()
            + " is refused; another process may have moved it");
  }
}
