/// Several models as one.
@NullMarked
package io.quittance.retraining.training.ensemble;

import org.jspecify.annotations.NullMarked;
