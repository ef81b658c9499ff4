/// The feedback service: joins decisions with outcomes into labelled examples, measures drift and
/// performance on them, and requests retraining.
@NullMarked
package io.quittance.feedback;

import org.jspecify.annotations.NullMarked;
