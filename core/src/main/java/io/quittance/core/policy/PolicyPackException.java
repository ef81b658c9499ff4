package io.quittance.core.policy;

/// A policy pack that cannot be applied: it is refused as a whole.
public final class PolicyPackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;

  /// @param line of the pack, from 1; 0 when no single line is at fault
  public PolicyPackException(int line, String message) {
    super(line > 0 ? "line " + line + ": " + message : message);
    this.line = line;
  }

  /// The line at fault, from 1; 0 when no single line is.
  public int line() {
    return line;
  }
}
