package io.quittance.local.traffic;

import io.quittance.local.launch.Part;

/// Reports that a part of the platform has stopped making progress. The message says what is
/// missing.
public final class StalledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Part part;
  private final String reason;

  public StalledException(Part part, String reason) {
    super(reason);
    this.part = part;
    this.reason = reason;
  }

  /// Returns the part whose log may explain it.
  public Part part() {
    return part;
  }

  /// Returns one sentence without a full stop.
  public String reason() {
    return reason;
  }
}
