package io.quittance.laboratory.command;

/// Thrown when a command cannot do what was asked. The message addresses the user of the command.
final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommandFailedException(String message) {
    super(message);
  }
}
