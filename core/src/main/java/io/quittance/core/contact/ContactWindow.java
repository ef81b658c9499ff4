package io.quittance.core.contact;

import java.time.Instant;

/// When an action may be taken: any instant of [notBefore, notAfter).
public record ContactWindow(Instant notBefore, Instant notAfter) {

  public ContactWindow {
    if (!notBefore.isBefore(notAfter)) {
      throw new IllegalArgumentException("a window must not be empty");
    }
  }
}
