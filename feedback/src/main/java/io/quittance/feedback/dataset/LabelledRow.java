package io.quittance.feedback.dataset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One example: what was known and done, and what came of it.
///
/// @param decidedAt to the microsecond
/// @param label 1 paid, 0 not
/// @param modelVersion null when rules alone decided
/// @param features in the order of the columns, NaN where missing
@SuppressWarnings("ArrayRecordComponent") // a row on its way to a file; equality is never asked for
record LabelledRow(
    String decisionId,
    String accountId,
    Instant decidedAt,
    int label,
    String action,
    double propensity,
    long balanceMinor,
    @Nullable Integer modelVersion,
    boolean degraded,
    float[] features) {}
