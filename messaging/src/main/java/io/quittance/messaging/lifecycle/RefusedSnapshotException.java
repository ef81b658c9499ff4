package io.quittance.messaging.lifecycle;

import org.jspecify.annotations.Nullable;

/// Thrown when a snapshot is not believed.
public final class RefusedSnapshotException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  RefusedSnapshotException(Refusal refusal, String message) {
    this(refusal, message, null);
  }

  RefusedSnapshotException(Refusal refusal, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
