/// Decides when to request retraining, and why.
@NullMarked
package io.quittance.feedback.trigger;

import org.jspecify.annotations.NullMarked;
