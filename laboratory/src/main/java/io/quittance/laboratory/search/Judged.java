package io.quittance.laboratory.search;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What one fold of one trial came to.
///
/// @param logLoss on the held rows; `NaN` when the training failed
/// @param took the training and the judging
/// @param failure why the training failed, null otherwise
/// @param margins of the held rows; null when the training failed or was read from a journal
@SuppressWarnings("ArrayRecordComponent")
record Judged(
    double logLoss,
    int rounds,
    Duration took,
    @Nullable String failure,
    double @Nullable [] margins) {}
