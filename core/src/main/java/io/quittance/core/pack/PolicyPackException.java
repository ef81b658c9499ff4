package io.quittance.core.pack;

import org.jspecify.annotations.Nullable;

/// Thrown when a policy pack, a signature or a key is invalid. Nothing of the pack is used.
public final class PolicyPackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;

  /// @param line line of the pack, from 1; 0 when the fault is not in a single line
  /// @param message what is wrong and what is expected
  public PolicyPackException(int line, String message) {
    this(line, message, null);
  }

  /// @param line line of the pack, from 1; 0 when the fault is not in a single line
  /// @param message what is wrong and what is expected
  /// @param cause the underlying failure; null when there is none
  public PolicyPackException(int line, String message, @Nullable Throwable cause) {
    super(line > 0 ? "line " + line + ": " + message : message, cause);
    this.line = line;
  }

  private PolicyPackException(String file, PolicyPackException inside) {
    super(file + ": " + inside.getMessage(), inside);
    this.line = inside.line;
  }

  /// Returns a copy whose message begins with the name of a file.
  public PolicyPackException inFile(String file) {
    return new PolicyPackException(file, this);
  }

  /// Returns the line at fault, from 1; 0 when the fault is not in a single line.
  public int line() {
    return line;
  }
}
