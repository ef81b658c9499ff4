package io.quittance.core.account;

/// Thrown when stored bytes are not a state that this version can read: the database row was
/// damaged or written by a newer version. Never caused by an event.
public final class CorruptStateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CorruptStateException(String message) {
    super(message);
  }

  CorruptStateException(String message, Throwable cause) {
    super(message, cause);
  }
}
