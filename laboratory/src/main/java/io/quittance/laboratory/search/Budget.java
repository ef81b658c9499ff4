package io.quittance.laboratory.search;

import java.time.Duration;

/// When a search ends.
public sealed interface Budget {

  /// After so many trials, failed and pruned ones counted. Repeatable.
  record Trials(int trials) implements Budget {
    public Trials {
      if (trials < 1) {
        throw new IllegalArgumentException("a search needs at least one trial");
      }
    }
  }

  /// After so long, the time before a restart counted. What is not finished then is dropped, but
  /// for the first trials until one is complete. Not repeatable: a slower machine tries less.
  record Time(Duration time) implements Budget {
    public Time {
      if (!time.isPositive()) {
        throw new IllegalArgumentException("a search needs time");
      }
    }
  }
}
