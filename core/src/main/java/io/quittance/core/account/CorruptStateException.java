package io.quittance.core.account;

/// Stored bytes that are not a state this version can read. Never caused by an event: it means that
/// a database row was damaged or written by a newer version.
public final class CorruptStateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CorruptStateException(String message) {
    super(message);
  }

  CorruptStateException(String message, Throwable cause) {
    super(message, cause);
  }
}
