package io.quittance.laboratory.search;

import java.time.Duration;

/// When a search ends.
public sealed interface Budget {

  /// Ends after a number of trials, including failed and pruned ones. Reproducible.
  record Trials(int trials) implements Budget {
    public Trials {
      if (trials < 1) {
        throw new IllegalArgumentException("a search needs at least one trial");
      }
    }
  }

  /// Ends after a duration, including the time before a restart. Unfinished work is then dropped,
  /// except for the first trials, which run until one is complete. Not reproducible: a slower
  /// machine tries fewer points.
  record Time(Duration time) implements Budget {
    public Time {
      if (!time.isPositive()) {
        throw new IllegalArgumentException("the duration of a search must be positive");
      }
    }
  }
}
