package io.quittance.laboratory.search;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The outcome of one fold of one trial.
///
/// @param logLoss on the held-out rows; `NaN` when the training failed
/// @param took duration of training and evaluation
/// @param failure why the training failed; null otherwise
/// @param margins of the held-out rows; null when the training failed or was read from a journal
@SuppressWarnings("ArrayRecordComponent")
record Judged(
    double logLoss,
    int rounds,
    Duration took,
    @Nullable String failure,
    double @Nullable [] margins) {}
