/// Realised performance of served probabilities, measured on mature labels.
@NullMarked
package io.quittance.feedback.performance;

import org.jspecify.annotations.NullMarked;
