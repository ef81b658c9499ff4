package io.quittance.feedback.performance;

import java.time.Instant;

/// Probabilities as served, with the labels they came to.
@SuppressWarnings("ArrayRecordComponent") // columns of numbers; equality is never asked for
record ServedLabels(
    double[] probabilities, boolean[] labels, Instant oldest, Instant newest, boolean truncated) {}
