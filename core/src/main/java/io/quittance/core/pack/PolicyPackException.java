package io.quittance.core.pack;

import org.jspecify.annotations.Nullable;

/// A policy pack that cannot be applied: it is refused as a whole.
public final class PolicyPackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;

  /// @param line of the pack, from 1; 0 when no single line is at fault
  public PolicyPackException(int line, String message) {
    this(line, message, null);
  }

  /// @param line of the pack, from 1; 0 when no single line is at fault
  /// @param cause what was behind it, null when nothing was
  public PolicyPackException(int line, String message, @Nullable Throwable cause) {
    super(line > 0 ? "line " + line + ": " + message : message, cause);
    this.line = line;
  }

  private PolicyPackException(String file, PolicyPackException inside) {
    super(file + ": " + inside.getMessage(), inside);
    this.line = inside.line;
  }

  /// The same, naming the file.
  public PolicyPackException inFile(String file) {
    return new PolicyPackException(file, this);
  }

  /// The line at fault, from 1; 0 when no single line is.
  public int line() {
    return line;
  }
}
