package io.quittance.feedback.performance;

import java.time.Instant;

/// Served probabilities with their labels.
@SuppressWarnings("ArrayRecordComponent") // columns of numbers; equality is never asked for
record ServedLabels(
    double[] probabilities, boolean[] labels, Instant oldest, Instant newest, boolean truncated) {}
