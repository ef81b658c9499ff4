/// Turns a request for a new model into a job: stored, run one at a time, resumed after a restart,
/// and visible over REST.
@NullMarked
package io.quittance.retraining.job;

import org.jspecify.annotations.NullMarked;
