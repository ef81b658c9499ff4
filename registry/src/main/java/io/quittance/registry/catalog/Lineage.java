package io.quittance.registry.catalog;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a version comes from.
///
/// @param runId the training run, as in the bundle's manifest
/// @param requestId what asked for the training, null when a person trained by hand
/// @param dataSha256 digest of the data set
/// @param from start of the decisions in it, inclusive
/// @param to their end, exclusive
/// @param rows labelled examples in it
/// @param metrics what the trainer claims; the gate never reads it
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
