package io.quittance.web.artifact;

import java.time.Duration;

/// The time that one download may take.
///
/// @param connect the longest wait for a connection
/// @param silence the longest wait for the response to begin, and for each further piece of it
/// @param total the longest duration of the whole download, however steadily bytes arrive
public record Timeouts(Duration connect, Duration silence, Duration total) {

  /// @throws IllegalArgumentException unless all three are positive
  public Timeouts {
    for (Duration duration : new Duration[] {connect, silence, total}) {
      if (!duration.isPositive()) {
        throw new IllegalArgumentException("a time-out must be positive, but is " + duration);
      }
    }
  }
}
