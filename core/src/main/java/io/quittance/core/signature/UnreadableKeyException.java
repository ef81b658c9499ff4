package io.quittance.core.signature;

import org.jspecify.annotations.Nullable;

/// Thrown when a text is not the key that it should be.
public final class UnreadableKeyException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /// @param message what is wrong and what is expected
  public UnreadableKeyException(String message) {
    this(message, null);
  }

  /// @param message what is wrong and what is expected
  /// @param cause the underlying failure; null when there is none
  public UnreadableKeyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
