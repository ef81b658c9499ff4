package io.quittance.core.bundle;

import io.quittance.core.model.ModelRefusedException;
import java.time.Instant;

/// The run that trained a model.
///
/// @param id id of the run
/// @param requestedBy subject who requested the training
/// @param startedAt when the run started
/// @param rows number of labelled decisions that the model was trained on
/// @param from time of the earliest decision
/// @param to time before which the decisions were made
public record TrainingRun(
    String id, String requestedBy, Instant startedAt, long rows, Instant from, Instant to) {

  /// @throws ModelRefusedException with rule `manifest` when a part is missing or the number of
  ///   rows is negative
  public TrainingRun {
    if (id == null || requestedBy == null || startedAt == null || from == null || to == null) {
      throw new ModelRefusedException("manifest", "the training run lacks a required field");
    }
    if (rows < 0) {
      throw new ModelRefusedException("manifest", "the number of rows is negative");
    }
  }
}
