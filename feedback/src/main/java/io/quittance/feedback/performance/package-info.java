/// What the served probabilities were worth, measured on mature labels.
@NullMarked
package io.quittance.feedback.performance;

import org.jspecify.annotations.NullMarked;
