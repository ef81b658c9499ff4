package io.quittance.local.demo;

/// The platform stopped answering; the message says what is missing and where to look.
public final class StalledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StalledException(String message) {
    super(message);
  }
}
