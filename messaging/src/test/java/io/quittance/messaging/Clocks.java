package io.quittance.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/// Clocks that trust others for five minutes.
final class Clocks {

  private static final ClockConfig FIVE_MINUTES = () -> Duration.ofMinutes(5);

  private Clocks() {}

  static EventClock at(Instant now) {
    return new EventClock(Clock.fixed(now, ZoneOffset.UTC), FIVE_MINUTES);
  }

  static EventClock now() {
    return new EventClock(Clock.systemUTC(), FIVE_MINUTES);
  }
}
