package io.quittance.laboratory.search;

import java.time.Duration;

/// Time since it was made, on top of what had passed before.
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
