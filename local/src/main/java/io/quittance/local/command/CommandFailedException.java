package io.quittance.local.command;

/// Reports that the work of a command failed. The message is for the user.
final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommandFailedException(String message) {
    super(message);
  }
}
