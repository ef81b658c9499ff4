package io.quittance.local.command;

/// The work of a command failed; the message is for its user.
final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommandFailedException(String message) {
    super(message);
  }
}
