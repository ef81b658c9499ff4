package io.quittance.registry.version;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Origin of a version.
///
/// @param runId training run, as in the bundle's manifest
/// @param requestId retraining request; null when a person started the training
/// @param dataSha256 SHA-256 of the data set
/// @param from start of the period of its decisions, inclusive
/// @param to end of that period, exclusive
/// @param rows number of its labelled rows
/// @param metrics metrics that the trainer claims; the gate never reads them
public record Lineage(
    String runId,
    @Nullable String requestId,
    String dataSha256,
    Instant from,
    Instant to,
    long rows,
    Map<String, Double> metrics) {

  public Lineage {
    metrics = Map.copyOf(metrics);
  }
}
