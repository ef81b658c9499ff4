/// Drift: whether current data still resemble the champion's training data.
@NullMarked
package io.quittance.feedback.drift;

import org.jspecify.annotations.NullMarked;
