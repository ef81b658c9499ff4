package io.quittance.laboratory.output;

/// Thrown when a command cannot do what was asked. The message addresses the user of the command.
public final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CommandFailedException(String message) {
    super(message);
  }
}
