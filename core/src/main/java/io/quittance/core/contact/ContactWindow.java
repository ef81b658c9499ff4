package io.quittance.core.contact;

import java.time.Instant;

/// Period in which an action may be taken.
///
/// @param notBefore beginning, inclusive
/// @param notAfter end, exclusive
public record ContactWindow(Instant notBefore, Instant notAfter) {

  /// @throws IllegalArgumentException when the window is empty
  public ContactWindow {
    if (!notBefore.isBefore(notAfter)) {
      throw new IllegalArgumentException("a window must not be empty");
    }
  }
}
