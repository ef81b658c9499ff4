package io.quittance.embedded.process;

import org.jspecify.annotations.Nullable;

/// A server did not become ready. The message names it, the reason, its log file and the log's last
/// lines.
public final class StartFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartFailedException(String message) {
    this(message, null);
  }

  public StartFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
