package io.quittance.core.model;

import java.time.Instant;

/// Where a model comes from.
///
/// @param requestedBy the subject that asked for the training
/// @param rows how many labelled decisions it learned from
/// @param from the earliest decision
/// @param to the time before which the decisions were made
public record TrainingRun(
    String id, String requestedBy, Instant startedAt, long rows, Instant from, Instant to) {}
