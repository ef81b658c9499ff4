package io.quittance.laboratory.training;

/// The training library failed on data that had passed the gate.
public final class TrainingFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TrainingFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
