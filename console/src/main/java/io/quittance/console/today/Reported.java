package io.quittance.console.today;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the services say of the day, as far as the first page shows it.
final class Reported {

  private Reported() {}

  /// The first page of the queue of cases, the oldest first.
  ///
  /// @param next present when there are more
  record Cases(List<Case> reviews, @Nullable String next) {}

  /// An open case.
  record Case(String kind, Instant openedAt) {}

  /// Whether current data resemble the champion's training data.
  ///
  /// @param state `stable`, `drifting`, `insufficient`, `no-champion` or `loading`
  record Drift(
      String state,
      @Nullable Integer version,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Long rows,
      @Nullable Long driftingFeatures,
      List<Feature> features) {}

  /// A feature that was measured.
  record Feature(String name, double psi) {}

  /// The newest jobs.
  record Jobs(List<Job> items) {}

  /// A training.
  record Job(
      String model, String cause, String state, int percent, String message, Instant requestedAt) {

    boolean isRunning() {
      return !List.of("done", "rejected", "failed").contains(state);
    }
  }
}
