/// A wish for a new model becomes a job: stored, run one at a time, resumed after a restart, told
/// about over REST.
@NullMarked
package io.quittance.retraining.job;

import org.jspecify.annotations.NullMarked;
