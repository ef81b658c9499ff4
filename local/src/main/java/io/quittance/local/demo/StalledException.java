package io.quittance.local.demo;

import io.quittance.local.launch.Part;

/// A part of the platform has stopped making progress. The message says what is missing.
public final class StalledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Part part;
  private final String reason;

  StalledException(Part part, String reason) {
    super(reason);
    this.part = part;
    this.reason = reason;
  }

  /// The part whose log may say why.
  public Part part() {
    return part;
  }

  /// One sentence without a full stop.
  public String reason() {
    return reason;
  }
}
