package io.quittance.messaging;

import io.quittance.core.validation.InvalidEventException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Compares event times with the clock where they enter. A single time far ahead of the clock would
/// otherwise count as the newest for ever, and with it every window and every label as over.
@Singleton
public final class EventClock {

  /// The code of a time that lies too far ahead.
  static final String FUTURE_TIME = "future-time";

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
    check(field, time, tolerance);
  }

  /// Checks the times of a record that a service of the platform wrote. They may be ahead twice as
  /// far: the service accepted a time at the edge of the tolerance, by a clock that is itself ahead
  /// of this one.
  ///
  /// @param times by the name of their field
  /// @throws InvalidEventException with code `future-time`, naming the field
  public void checkDerived(Map<String, Instant> times) {
    times.forEach(this::checkDerived);
  }

  /// Checks a time of a record that a service of the platform wrote.
  ///
  /// @throws InvalidEventException with code `future-time`
  public void checkDerived(String field, Instant time) {
    check(field, time, tolerance.multipliedBy(2));
  }

  private void check(String field, Instant time, Duration ahead) {
    if (time.isAfter(clock.instant().plus(ahead))) {
      throw new InvalidEventException(
          FUTURE_TIME,
          field,
          field + " must not lie more than " + words(ahead) + " ahead of the clock, was " + time);
    }
  }

  private static String words(Duration tolerance) {
    return tolerance.toSeconds() % 60 == 0
        ? tolerance.toMinutes() + " minutes"
        : tolerance.toSeconds() + " seconds";
  }
}
