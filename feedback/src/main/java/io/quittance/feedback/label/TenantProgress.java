package io.quittance.feedback.label;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// The progress of a tenant in event time.
///
/// @param labelledTo the watermark of the last label pass, null before the first
/// @param evaluatedDay the last UTC day whose begin was evaluated, null before the first
/// @param reopened whether labels are waiting to be recomputed
public record TenantProgress(
    String tenant,
    Instant watermark,
    @Nullable Instant labelledTo,
    @Nullable LocalDate evaluatedDay,
    boolean reopened) {}
