package io.quittance.local.option;

/// Reports that the work of a command failed. The message is for the user.
public final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CommandFailedException(String message) {
    super(message);
  }
}
