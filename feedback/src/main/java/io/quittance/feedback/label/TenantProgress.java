package io.quittance.feedback.label;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// How far a tenant's event time has come.
///
/// @param labelledTo the watermark of the last label pass, null before the first
/// @param evaluatedDay the last UTC day whose begin was evaluated, null before the first
/// @param reopened whether labels wait to be made again
public record TenantProgress(
    String tenant,
    Instant watermark,
    @Nullable Instant labelledTo,
    @Nullable LocalDate evaluatedDay,
    boolean reopened) {}
