/// What is learned from training rows about their values, before a model is: shares of categories,
/// medians, caps and scales.
@NullMarked
package io.quittance.retraining.training.encoding;

import org.jspecify.annotations.NullMarked;
