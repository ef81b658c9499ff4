package io.quittance.laboratory.search;

import java.time.Duration;

/// Measures the time since its creation, plus an initial elapsed time.
final class Stopwatch {

  private final Duration before;
  private final long begin = System.nanoTime();

  Stopwatch(Duration before) {
    this.before = before;
  }

  Duration elapsed() {
    return before.plusNanos(System.nanoTime() - begin);
  }
}
