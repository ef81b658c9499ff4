package io.quittance.messaging;

import io.quittance.core.vocabulary.InvalidEventException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Compares event times with the clock where they enter. A single time far ahead of the clock would
/// otherwise count as the newest for ever, and with it every window and every label as over.
@Singleton
public final class EventClock {

  private final Clock clock;
  private final Duration tolerance;

  public EventClock(Clock clock, ClockConfig config) {
    this.clock = clock;
    this.tolerance = config.tolerance();
    if (tolerance.isNegative()) {
      throw new IllegalStateException("quittance.clock.tolerance must not be negative");
    }
  }

  /// Returns how far ahead of the clock a time may lie.
  public Duration tolerance() {
    return tolerance;
  }

  /// Returns the latest event time that is accepted now.
  public Instant latest() {
    return clock.instant().plus(tolerance);
  }

  /// Checks that times are not ahead of the clock.
  ///
  /// @param times by the name of their field
  /// @throws InvalidEventException with code `future-time`, naming the field
  public void check(Map<String, Instant> times) {
    times.forEach(this::check);
  }

  /// Checks that a time is not ahead of the clock.
  ///
  /// @throws InvalidEventException with code `future-time`
  public void check(String field, Instant time) {
    if (time.isAfter(latest())) {
      throw new InvalidEventException(
          "future-time",
          field,
          field + " must not lie more than " + words() + " ahead of the clock, was " + time);
    }
  }

  private String words() {
    return tolerance.toSeconds() % 60 == 0
        ? tolerance.toMinutes() + " minutes"
        : tolerance.toSeconds() + " seconds";
  }
}
