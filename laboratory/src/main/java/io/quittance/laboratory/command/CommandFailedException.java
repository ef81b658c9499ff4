package io.quittance.laboratory.command;

/// A command cannot do what it was asked for; the message is for its user.
final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommandFailedException(String message) {
    super(message);
  }
}
