package io.quittance.testkit.conforming.core.event;

import java.time.Clock;
import java.time.Instant;

record Timed(Instant at) {
  static Timed by(Clock clock) {
    return new Timed(Instant.now(clock));
  }
}
