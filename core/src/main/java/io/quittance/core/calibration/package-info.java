/// Calibration of a model's margins to probabilities: the logistic, beta and isotonic forms and
/// their fitting.
@NullMarked
package io.quittance.core.calibration;

import org.jspecify.annotations.NullMarked;
