package io.quittance.core.bundle;

import io.quittance.core.model.ModelRefusedException;
import java.time.Instant;

/// Where a model comes from.
///
/// @param requestedBy the subject that asked for the training
/// @param rows how many labelled decisions it learned from
/// @param from the earliest decision
/// @param to the time before which the decisions were made
public record TrainingRun(
    String id, String requestedBy, Instant startedAt, long rows, Instant from, Instant to) {

  /// @throws ModelRefusedException when something is absent, or the number of rows is negative
  public TrainingRun {
    if (id == null || requestedBy == null || startedAt == null || from == null || to == null) {
      throw new ModelRefusedException("manifest", "a part of the training run is absent");
    }
    if (rows < 0) {
      throw new ModelRefusedException("manifest", "a number of rows is negative");
    }
  }
}
