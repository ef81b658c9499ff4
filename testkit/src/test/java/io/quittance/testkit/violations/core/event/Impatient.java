package io.quittance.testkit.violations.core.event;

import java.time.Instant;

final class Impatient {
  Instant now() {
    return Instant.now();
  }
}
