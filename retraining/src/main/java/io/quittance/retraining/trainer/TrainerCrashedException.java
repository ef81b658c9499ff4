package io.quittance.retraining.trainer;

/// The process that trains ended without an answer, or was killed because it showed no sign of
/// life.
public final class TrainerCrashedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TrainerCrashedException(String message) {
    super(message);
  }
}
