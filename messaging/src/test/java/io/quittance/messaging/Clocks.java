package io.quittance.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/// Clocks that trust others for five minutes.
public final class Clocks {

  private static final ClockConfig FIVE_MINUTES = () -> Duration.ofMinutes(5);

  private Clocks() {}

  public static EventClock at(Instant now) {
    return new EventClock(Clock.fixed(now, ZoneOffset.UTC), FIVE_MINUTES);
  }

  public static EventClock now() {
    return of(Clock.systemUTC());
  }

  /// A clock that a test moves.
  public static Clock moved(InstantSource now) {
    return now.withZone(ZoneOffset.UTC);
  }

  public static EventClock of(Clock clock) {
    return new EventClock(clock, FIVE_MINUTES);
  }
}
