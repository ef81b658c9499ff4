package io.quittance.testkit.violations.core.event;

import java.time.Instant;

final class ReadsClock {
  Instant now() {
    return Instant.now();
  }
}
