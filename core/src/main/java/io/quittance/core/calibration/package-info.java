/// Calibration maps a margin or score to a probability: sigmoid, isotonic and logistic fits.
@NullMarked
package io.quittance.core.calibration;

import org.jspecify.annotations.NullMarked;
