package io.quittance.retraining.dataset;

/// The data cannot train a model. Trying again with the same data will not help.
public final class BadDataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// @param message what is wrong with the data and what would be right, for an operator to read
  public BadDataException(String message) {
    super(message);
  }
}
