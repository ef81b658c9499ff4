/// The states of a job, the events that lead from one to the next, and what a failure means for the
/// job.
@NullMarked
package io.quittance.retraining.lifecycle;

import org.jspecify.annotations.NullMarked;
