package io.quittance.laboratory.training;

/// Thrown when the training library fails on data that passed the data gate.
public final class TrainingFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TrainingFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
